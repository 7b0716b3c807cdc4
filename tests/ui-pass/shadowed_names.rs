//! Sets and entities whose names hide those of the prelude, the standard library and this one.

#![allow(non_camel_case_types, non_snake_case)]

/// Variants make marker types, and each is also a value.
mod tenants {
    #[derive(tenant::TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum Result {
        Some,
        None,
        Ok,
        Err,
        Self_,
        String,
        Box,
        Debug,
        Display,
        Drop,
        Fn,
        From,
        Tenant,
        StaticTenant,
        TenantSet,
        Scoped,
        Shared,
        Error,
    }

    #[derive(tenant::Entity)]
    #[tenant(set = Result, new(derive(::std::fmt::Debug)))]
    pub(super) struct Option {
        #[tenant(key, generated)]
        pub(super) id: i64,
        name: ::std::string::String,
        #[tenant(default = "1")]
        number: ::std::option::Option<i32>,
        #[tenant(json)]
        settings: ::std::option::Option<::std::vec::Vec<bool>>,
    }

    #[derive(tenant::Value, ::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
    pub(super) enum Value {
        None,
        Some,
        Ok,
        Err,
    }
}

/// Every name that an expansion could be tempted to use without a path.
mod items {
    pub(super) struct Vec;
    pub(super) struct Clone;
    pub(super) struct Copy;
    pub(super) struct Default;
    pub(super) struct PartialEq;
    pub(super) struct Iterator;
    pub(super) struct ToSql;
    pub(super) struct FromSql;
    pub(super) struct Column;
    pub(super) struct TableDef;
    pub(super) struct Entity;
    pub(super) struct NewRow;
    pub(super) struct FromRow;
    pub(super) struct Selection;
    pub(super) struct str;
    pub(super) struct bool;
    pub(super) struct u8;
    pub(super) struct usize;
    pub(super) struct i64;
    pub(super) trait Sized {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) fn drop() {}
    pub(super) mod std {}
    pub(super) mod core {}
    pub(super) mod alloc {}
    pub(super) mod tenant {}
    pub(super) mod __private {}
    pub(super) mod inventory {}

    #[derive(
        ::tenant::TenantSet,
        ::std::clone::Clone,
        ::std::marker::Copy,
        ::std::fmt::Debug,
        ::std::cmp::PartialEq,
        ::std::cmp::Eq,
    )]
    pub(super) enum Client {
        Client1,
    }

    #[derive(::tenant::Entity)]
    #[tenant(set = Client)]
    pub(super) struct Box {
        #[tenant(key, generated)]
        pub(super) id: ::std::primitive::i64,
        bytes: ::std::vec::Vec<::std::primitive::u8>,
        pub(super) flag: ::std::primitive::bool,
        #[tenant(references = Box)]
        parent: ::std::option::Option<::std::primitive::i64>,
        #[tenant(skip)]
        skipped: ::std::primitive::usize,
    }

    #[derive(::tenant::Entity)]
    #[tenant(set = Client, shared)]
    pub(super) struct String {
        #[tenant(key)]
        id: ::std::primitive::i64,
    }

    #[derive(::tenant::Value, ::std::fmt::Debug)]
    pub(super) struct Debug(::std::string::String);

    /// Of fields that are called as generated parameters are.
    #[derive(::tenant::FromRow)]
    pub(super) struct Reader<T, S0> {
        pub(super) __T: T,
        pub(super) __S0: S0,
        pub(super) __list: ::std::primitive::i64,
    }
}

#[test]
fn handles_are_used() {
    use tenant::expr::{BoolExpression as _, Comparison as _};

    use tenant::TenantSet;

    let _ = tenants::SomeOption::find(1);
    let _ = tenants::NoneOption::filter(|option| option.id.gt(1));
    let _ = tenants::Self_Option::all();
    assert_eq!(tenants::Result::ALL.len(), 18);
    assert_eq!("static_tenant".parse(), Ok(tenants::Result::StaticTenant));
    let _ = items::Client1Box::filter(|row| row.id.eq(1).and(row.flag));
    let _ = items::Client1Box::all().select(|row| items::SelectReader {
        __T: row.id,
        __S0: row.flag,
        __list: row.id,
    });
}
