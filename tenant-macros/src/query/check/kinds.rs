//! Where the type of a value comes from: what stands beside it.

use proc_macro2::TokenStream;
use quote::quote;
use sqlparser::ast::{
    BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, InTarget,
    LimitClause, Query, SelectItem, SetExpr, Value,
};

use super::{
    super::{
        hole::{self, Content},
        types::{Column, Typed},
    },
    Checker,
};

impl Checker<'_> {
    /// Says the type of a value, unless it was said.
    pub(super) fn give(&mut self, value: &Expr, typed: Typed) {
        if let Expr::Value(value) = stripped(value)
            && let Value::Placeholder(name) = &value.value
            && let Some(index) = hole::index(name)
        {
            self.typed[index].get_or_insert(typed);
        }
    }

    pub(super) fn give_each(&mut self, columns: &[Option<Column>], values: &[Expr]) {
        for (column, value) in columns.iter().zip(values) {
            if let Some(column) = column {
                self.give(value, Typed::Assigned(column.clone()));
            }
        }
    }

    /// The rows of an insert.
    pub(super) fn give_rows(&mut self, columns: &[Option<Column>], rows: &SetExpr) {
        match rows {
            SetExpr::Values(values) => {
                for row in &values.rows {
                    for value in &row.content {
                        self.check_no_column(value);
                    }
                    self.give_each(columns, &row.content);
                }
            }
            SetExpr::Select(select) => {
                for (column, item) in columns.iter().zip(&select.projection) {
                    if let (
                        Some(column),
                        SelectItem::UnnamedExpr(value)
                        | SelectItem::ExprWithAlias { expr: value, .. },
                    ) = (column, item)
                    {
                        self.give(value, Typed::Assigned(column.clone()));
                    }
                }
            }
            SetExpr::Query(query) => self.give_rows(columns, &query.body),
            SetExpr::SetOperation { left, right, .. } => {
                self.give_rows(columns, left);
                self.give_rows(columns, right);
            }
            _ => {}
        }
    }

    /// The numbers of rows.
    pub(super) fn give_limits(&mut self, query: &Query) {
        let number = || Typed::Rust(quote!(::core::primitive::i64));
        if let Some(LimitClause::LimitOffset { limit, offset, .. }) = &query.limit_clause {
            if let Some(limit) = limit {
                self.give(limit, number());
            }
            if let Some(offset) = offset {
                self.give(&offset.value, number());
            }
        }
        if let Some(quantity) = query
            .fetch
            .as_ref()
            .and_then(|fetch| fetch.quantity.as_ref())
        {
            self.give(quantity, number());
        }
    }

    /// The operands of a comparison.
    pub(super) fn give_operands(&mut self, expression: &Expr) {
        match expression {
            Expr::BinaryOp { left, op, right } if is_comparison(op) => {
                self.give_pair(left, right, Typed::Compared);
            }
            Expr::BinaryOp { left, op, right } if is_pattern(op) => self.give_text(left, right),
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                self.give_pair(left, right, Typed::Distinct);
            }
            Expr::In {
                expr,
                target: InTarget::List(values),
                ..
            } => {
                for value in values {
                    self.give_pair(expr, value, Typed::Compared);
                }
            }
            Expr::Between {
                expr, low, high, ..
            } => {
                self.give_pair(expr, low, Typed::Compared);
                self.give_pair(expr, high, Typed::Compared);
            }
            Expr::AnyOp {
                left,
                compare_op,
                right,
                ..
            }
            | Expr::AllOp {
                left,
                compare_op,
                right,
            } => {
                if is_comparison(compare_op)
                    && let Some(column) = self.column_of(left)
                {
                    self.give(right, Typed::Listed(column));
                }
            }
            Expr::Like { expr, pattern, .. }
            | Expr::ILike { expr, pattern, .. }
            | Expr::SimilarTo { expr, pattern, .. }
            | Expr::RLike { expr, pattern, .. } => self.give_text(expr, pattern),
            _ => {}
        }
    }

    /// The arguments of a function that returns one of them.
    pub(super) fn give_arguments(&mut self, function: &Function, name: &str) {
        if !["coalesce", "nullif", "greatest", "least"].contains(&name) {
            return;
        }
        let FunctionArguments::List(list) = &function.args else {
            return;
        };
        let values: Vec<&Expr> = list
            .args
            .iter()
            .filter_map(|argument| match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(value)) => Some(value),
                _ => None,
            })
            .collect();
        let column = values.iter().find_map(|value| self.column_of(value));
        if let Some(column) = column {
            for value in values {
                self.give(value, Typed::Distinct(column.clone()));
            }
        }
    }

    fn give_pair(&mut self, left: &Expr, right: &Expr, typed: fn(Column) -> Typed) {
        if let (Expr::Tuple(left), Expr::Tuple(right)) = (left, right) {
            for (left, right) in left.iter().zip(right) {
                self.give_pair(left, right, typed);
            }
            return;
        }
        if let Some(column) = self.column_of(left) {
            self.check_not_itself(&column, right, "is compared with itself");
            self.give(right, typed(column));
        } else if let Some(column) = self.column_of(right) {
            self.give(left, typed(column));
        }
    }

    fn give_text(&mut self, text: &Expr, pattern: &Expr) {
        let string: TokenStream = quote!(::std::string::String);
        self.give(pattern, Typed::Rust(string.clone()));
        self.give(text, Typed::Rust(string));
    }

    /// Reports a column beside itself. It would hold for every row, where a variable was meant whose
    /// name is also an alias.
    pub(super) fn check_not_itself(&mut self, column: &Column, other: &Expr, fact: &str) {
        if let Expr::Identifier(ident) = stripped(other)
            && let Some(index) = hole::of_ident(ident)
            && let Content::Field(alias, field) = &self.holes[index].content
            && *field == column.field
            && *alias == column.alias
        {
            let message = format!(
                "the column `{alias}.{field}` {fact}; a field of a variable of that name is written `{{({alias}.{field})}}`"
            );
            self.report_hole(index, message);
        }
    }

    /// Reports a column among the values of an insert.
    fn check_no_column(&mut self, value: &Expr) {
        if let Expr::Identifier(ident) = stripped(value)
            && let Some(index) = hole::of_ident(ident)
            && let Content::Field(alias, field) = &self.holes[index].content
        {
            let message = format!(
                "a column cannot be a value of an insert; a field of a variable is written `{{({alias}.{field})}}` where an alias has its name"
            );
            self.report_hole(index, message);
        }
    }

    fn column_of(&self, expression: &Expr) -> Option<Column> {
        match stripped(expression) {
            Expr::Identifier(ident) => self.column(hole::of_ident(ident)?),
            _ => None,
        }
    }
}

/// An expression without the parentheses around it.
fn stripped(mut expression: &Expr) -> &Expr {
    while let Expr::Nested(inner) = expression {
        expression = inner;
    }
    expression
}

fn is_comparison(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
    )
}

fn is_pattern(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::PGRegexMatch
            | BinaryOperator::PGRegexIMatch
            | BinaryOperator::PGRegexNotMatch
            | BinaryOperator::PGRegexNotIMatch
            | BinaryOperator::PGLikeMatch
            | BinaryOperator::PGILikeMatch
            | BinaryOperator::PGNotLikeMatch
            | BinaryOperator::PGNotILikeMatch
    )
}
