//! The two tenants and the eight tables. Columns are named as in the specification, with the prefix of
//! their table, so that its texts run as they are.
//!
//! Text is `text` and a decimal is `numeric`, where the specification has lengths and scales: no query
//! depends on these. A line's part and supplier together refer to a row of `partsupp`; here each refers to
//! its own table, as a reference is one column.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Client1,
    Client2,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Region {
    #[tenant(key)]
    pub r_regionkey: i64,
    pub r_name: String,
    pub r_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Nation {
    #[tenant(key)]
    pub n_nationkey: i64,
    pub n_name: String,
    #[tenant(references = Region)]
    pub n_regionkey: i64,
    pub n_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Part {
    #[tenant(key)]
    pub p_partkey: i64,
    pub p_name: String,
    pub p_mfgr: String,
    pub p_brand: String,
    pub p_type: String,
    pub p_size: i32,
    pub p_container: String,
    pub p_retailprice: Decimal,
    pub p_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Supplier {
    #[tenant(key)]
    pub s_suppkey: i64,
    pub s_name: String,
    pub s_address: String,
    #[tenant(references = Nation)]
    pub s_nationkey: i64,
    pub s_phone: String,
    pub s_acctbal: Decimal,
    pub s_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Partsupp {
    #[tenant(key, references = Part)]
    pub ps_partkey: i64,
    #[tenant(key, references = Supplier)]
    pub ps_suppkey: i64,
    pub ps_availqty: i32,
    pub ps_supplycost: Decimal,
    pub ps_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Customer {
    #[tenant(key)]
    pub c_custkey: i64,
    pub c_name: String,
    pub c_address: String,
    #[tenant(references = Nation)]
    pub c_nationkey: i64,
    pub c_phone: String,
    pub c_acctbal: Decimal,
    pub c_mktsegment: String,
    pub c_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Orders {
    #[tenant(key)]
    pub o_orderkey: i64,
    #[tenant(index, references = Customer)]
    pub o_custkey: i64,
    pub o_orderstatus: String,
    pub o_totalprice: Decimal,
    pub o_orderdate: NaiveDate,
    pub o_orderpriority: String,
    pub o_clerk: String,
    pub o_shippriority: i32,
    pub o_comment: String,
}

#[derive(Entity, Clone, Debug)]
#[tenant(set = Client)]
pub struct Lineitem {
    #[tenant(key, references = Orders)]
    pub l_orderkey: i64,
    #[tenant(index, references = Part)]
    pub l_partkey: i64,
    #[tenant(references = Supplier)]
    pub l_suppkey: i64,
    #[tenant(key)]
    pub l_linenumber: i32,
    pub l_quantity: Decimal,
    pub l_extendedprice: Decimal,
    pub l_discount: Decimal,
    pub l_tax: Decimal,
    pub l_returnflag: String,
    pub l_linestatus: String,
    pub l_shipdate: NaiveDate,
    pub l_commitdate: NaiveDate,
    pub l_receiptdate: NaiveDate,
    pub l_shipinstruct: String,
    pub l_shipmode: String,
    pub l_comment: String,
}
