//! `sql!`: what it expands to, which SQL it understands, and that it never panics.

use expect_test::expect_file;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::query::expand_sql;

fn expand(text: &str) -> String {
    let literal = Literal::string(text);
    expand_sql(quote!(#literal)).to_string()
}

/// The messages of an expansion.
fn errors(text: &str) -> Vec<String> {
    let expansion = expand(text);
    let mut parts = expansion.split("compile_error ! {");
    parts.next();
    parts
        .map(|part| part.split(" | ").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_expansion() {
    let tokens = expand_sql(quote! {
        "SELECT {foo.id}, {bar.*}"
        "FROM {Foo} JOIN {models::Bar} AS bar ON {bar.foo} = {foo.id}"
        "WHERE {foo.name} LIKE {pattern} AND {foo.id} = ANY({ids.to_vec()})"
        "AND {foo.email} IS DISTINCT FROM {form.email} AND length({foo.name}) > {least: i32}"
        "LIMIT {MAX};"
    });
    let text = render(&tokens);
    expect_file!["../../golden/sql.rs"].assert_eq(&text);
}

fn render(expansion: &TokenStream) -> String {
    let function = quote!(fn expanded() { #expansion });
    super::render(function)
}

/// What PostgreSQL understands, and so do we.
const UNDERSTOOD: [&str; 38] = [
    "SELECT {foo.id} FROM {Foo}",
    "SELECT {foo.id} FROM {Foo};\n",
    "SELECT {foo.id} AS \"Id\", 'a {brace}' FROM {Foo} -- {no hole}\n/* {nor this} */",
    "SELECT $tag$ {no hole} $tag$, {foo.id} FROM {Foo}",
    "SELECT DISTINCT ON ({foo.name}) {foo.*} FROM {Foo} ORDER BY {foo.name}, {foo.id} DESC NULLS LAST",
    "SELECT count(*) FILTER (WHERE {foo.admin}), count(DISTINCT {foo.name}) FROM {Foo}",
    "SELECT row_number() OVER (PARTITION BY {foo.name} ORDER BY {foo.id}) FROM {Foo}",
    "SELECT sum({foo.id}) OVER w FROM {Foo} WINDOW w AS (ORDER BY {foo.id} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
    "SELECT {foo.name}, count(*) FROM {Foo} GROUP BY ROLLUP ({foo.name}) HAVING count(*) > {1: i64}",
    "SELECT {foo.name} FROM {Foo} GROUP BY GROUPING SETS (({foo.name}), ())",
    "SELECT {a.id} FROM {Foo} AS a LEFT JOIN {Foo} AS b ON {b.id} = {a.id} + 1 WHERE {b.id} IS NULL",
    "SELECT {foo.id}, x.n FROM {Foo} CROSS JOIN LATERAL (SELECT {foo.id} * 2 AS n) AS x",
    "SELECT {foo.id}, n FROM {Foo} CROSS JOIN generate_series(1, 3) AS n",
    "SELECT {foo.id}, u.tag, u.nr FROM {Foo} CROSS JOIN unnest({tags: Vec<String>}) WITH ORDINALITY AS u (tag, nr)",
    "SELECT {foo.id} FROM {Foo} JOIN unnest({ids}::bigint[]) AS wanted ON wanted = {foo.id}",
    "WITH RECURSIVE tree AS (SELECT {foo.id} AS id FROM {Foo} UNION ALL SELECT {f.id} FROM {Foo} AS f JOIN tree ON tree.id = {f.parent}) SELECT tree.id FROM tree",
    "WITH gone AS (DELETE FROM {Foo} AS foo WHERE {foo.id} < {least} RETURNING {foo.id}, {foo.name} AS name) INSERT INTO {Bar} ({bar.name}) SELECT gone.name FROM gone",
    "WITH old AS MATERIALIZED (SELECT * FROM (SELECT 1 AS one) AS x) SELECT {foo.id} FROM {Foo}, old",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.created} > now() - interval '1 day'",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.created} BETWEEN {from} AND {to} AND {foo.id} NOT IN ({a}, {b})",
    "SELECT extract(year FROM {foo.created}), {foo.created} AT TIME ZONE 'UTC', current_date FROM {Foo}",
    "SELECT CASE WHEN {foo.admin} THEN 'a' ELSE 'b' END, coalesce({foo.email}, {fallback}) FROM {Foo}",
    "SELECT {foo.data} ->> 'a', {foo.data} @> '{\"a\": 1}'::jsonb, {foo.data} ? 'b' FROM {Foo}",
    "SELECT array_agg({foo.name} ORDER BY {foo.id}), string_agg({foo.name}, ', ') FROM {Foo}",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.id} = ANY({ids}) AND {foo.id} <> ALL({others})",
    "SELECT {foo.id} FROM {Foo} WHERE ({foo.id}, {foo.name}) > ({id}, {name}) ORDER BY {foo.id} LIMIT {n} OFFSET {m}",
    "SELECT {foo.id} FROM {Foo} FETCH FIRST 3 ROWS ONLY",
    "SELECT {foo.id} FROM {Foo} FOR UPDATE OF foo SKIP LOCKED",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.name} ~* {pattern} OR {foo.name} NOT ILIKE {other} ESCAPE '!'",
    "SELECT {foo.id} FROM {Foo} WHERE EXISTS (SELECT 1 FROM {Bar} WHERE {bar.foo} = {foo.id})",
    "SELECT {foo.id} FROM {Foo} UNION ALL SELECT {bar.id} FROM {Bar} ORDER BY 1",
    "SELECT foo IS NOT NULL, foo.xmin, to_jsonb(foo) FROM {Foo}",
    "SELECT relname.n FROM {Foo}, (SELECT pg_class.relname AS n FROM pg_catalog.pg_class) AS relname",
    "INSERT INTO {Foo} ({foo.name}, {foo.email}) VALUES ({name}, DEFAULT), ({other}, {email}) ON CONFLICT DO NOTHING RETURNING {foo.*}",
    "INSERT INTO {Foo} AS f ({f.name}) VALUES ({name}) ON CONFLICT ({f.name}) DO UPDATE SET {f.name} = {excluded.name} WHERE {f.id} > {id} RETURNING (xmax = 0)",
    "INSERT INTO {Foo} DEFAULT VALUES RETURNING {foo.id}",
    "UPDATE {Foo} AS foo SET {foo.name} = upper({foo.name}), {foo.email} = {email} FROM {Bar} AS bar WHERE {bar.foo} = {foo.id} RETURNING {foo.id}, {bar.id}",
    "DELETE FROM {Foo} AS foo USING {Bar} AS bar WHERE {bar.foo} = {foo.id}",
];

#[test]
fn postgresql_is_understood() {
    let refused: Vec<_> = UNDERSTOOD
        .into_iter()
        .map(|text| (text, errors(text)))
        .filter(|(_, errors)| !errors.is_empty())
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

/// What would mean something else, or nothing the compiler knows, for some tenant.
const REFUSED: [&str; 38] = [
    "SELECT {foo.id} FROM {Foo} WHERE {foo.id} = {foo.id}",
    "SELECT {foo.id} FROM {Foo} WHERE ({foo.name}, {foo.id}) = ({name}, {foo.id})",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.id} IN ({other}, {foo.id})",
    "UPDATE {Foo} SET {foo.name} = {foo.name} WHERE {foo.id} = {id}",
    "INSERT INTO {Foo} ({foo.name}) VALUES ({foo.name})",
    "SELECT {foo.id} FROM {Foo}, client1.bar",
    "SELECT {foo.id} FROM {Foo}, \"client1\" . \"bar\"",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.id} IN (SELECT 1 FROM bar)",
    "SELECT {foo.id} FROM {Foo} WHERE {foo.id} IN (TABLE bar)",
    "SELECT {foo.id} FROM {Foo} UNION SELECT 1 FROM bar",
    "SELECT {foo.id} FROM {Foo} UNION TABLE bar",
    "SELECT (SELECT 1 FROM bar LIMIT 1) FROM {Foo}",
    "SELECT {foo.id} FROM {Foo} ORDER BY (SELECT 1 FROM bar)",
    "SELECT {foo.id} FROM {Foo}, LATERAL (SELECT 1 FROM bar) AS x",
    "SELECT {foo.id} FROM ({Foo} JOIN bar ON true)",
    "WITH a AS (SELECT 1 FROM b), b AS (SELECT 1) SELECT {foo.id} FROM {Foo}, a",
    "SELECT {foo.id} FROM {Foo} WHERE EXISTS (WITH bar AS (SELECT 1) SELECT 1 FROM bar) AND EXISTS (SELECT 1 FROM bar)",
    "SELECT client1.foo.name, {foo.id} FROM {Foo}",
    "SELECT foo.name FROM {Foo}",
    "SELECT name FROM {Foo}",
    "SELECT count(name) FROM {Foo}",
    "SELECT {foo.id} FROM {Foo} ORDER BY name",
    "SELECT {foo.id} FROM {Foo} NATURAL JOIN {Bar} JOIN {Baz} USING (id)",
    "SELECT {foo.id}, 'client1.foo'::regclass FROM {Foo}",
    "SELECT {foo.id}, CAST('foo' AS regclass) FROM {Foo}",
    "SELECT {foo.id}, regclass 'foo' FROM {Foo}",
    "SELECT {foo.id}, 1::client1.cents FROM {Foo}",
    "SELECT {foo.id}, set_config('role', 'x', false) FROM {Foo}",
    "SELECT {foo.id} FROM {Foo}, dblink('a', 'b') AS t (x int)",
    "SELECT {foo.id} INTO bar FROM {Foo}",
    "UPDATE {Foo} SET name = {x: String}",
    "UPDATE {Foo} SET {foo.name} = 'a' FROM bar",
    "DELETE FROM {Foo} USING client1.bar",
    "INSERT INTO {Foo} (name) VALUES ('a')",
    "INSERT INTO bar ({foo.name}) SELECT {foo.name} FROM {Foo}",
    "SELECT {Foo} FROM {Foo}",
    "MERGE INTO {Foo} AS foo USING {Bar} AS bar ON {bar.id} = {foo.id} WHEN MATCHED THEN DELETE",
    "COPY {Foo} TO STDOUT",
];

#[test]
fn what_no_tenant_means_is_refused() {
    let understood: Vec<_> = REFUSED
        .into_iter()
        .filter(|text| errors(text).is_empty())
        .collect();
    assert!(understood.is_empty(), "{understood:#?}");
}

/// Cuts, doubles and drops characters: an expansion or errors, never a panic.
#[test]
fn nothing_panics() {
    for text in UNDERSTOOD.into_iter().chain(REFUSED) {
        let characters: Vec<char> = text.chars().collect();
        for at in 0..characters.len() {
            let (before, after) = characters.split_at(at);
            let cut: String = before.iter().collect();
            let dropped: String = before.iter().chain(&after[1..]).collect();
            expand(&cut);
            expand(&dropped);
            if at % 3 == 0 {
                let odd = ['{', '}', '\'', 'ü', '"', '\n'][at / 3 % 6];
                let inserted: String = before.iter().chain([&odd]).chain(after).collect();
                expand(&inserted);
            }
        }
    }
}

#[test]
fn calls_that_are_no_text() {
    for call in [
        quote!(),
        quote!(1),
        quote!(format!("a")),
        quote!("SELECT {foo.id} FROM {Foo}", 1),
        quote!(file),
        quote!(file = 1),
        quote!(file = "no_such.sql"),
        quote!(fil = "a"),
        quote!(crate = "db"),
        quote!(crate = "1", "SELECT 1"),
        quote!("SELECT {foo.id}" + "FROM {Foo}"),
    ] {
        let expansion = expand_sql(call.clone()).to_string();
        assert!(expansion.contains("compile_error"), "{call}");
    }
}
