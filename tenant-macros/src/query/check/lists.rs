//! Lists of columns: of joins, assignments and inserts.

use sqlparser::ast::{
    Assignment, AssignmentTarget, ConflictTarget, Expr, Insert, Join, JoinConstraint, JoinOperator,
    OnConflictAction, OnInsert, Spanned, TableObject, TableWithJoins,
};

use super::{
    super::{names::hole_of, types::Typed},
    Checker,
};

impl Checker<'_> {
    pub(super) fn check_joins(&mut self, tables: &[TableWithJoins]) {
        for Join { join_operator, .. } in tables.iter().flat_map(|table| &table.joins) {
            let (JoinOperator::Join(constraint)
            | JoinOperator::Inner(constraint)
            | JoinOperator::Left(constraint)
            | JoinOperator::LeftOuter(constraint)
            | JoinOperator::Right(constraint)
            | JoinOperator::RightOuter(constraint)
            | JoinOperator::FullOuter(constraint)) = join_operator
            else {
                continue;
            };
            let (JoinConstraint::Using(columns) | JoinConstraint::UsingAlias(columns, _)) =
                constraint
            else {
                continue;
            };
            if let Some(column) = columns.first() {
                let message = "the compiler does not check the columns of USING; write `ON {one.column} = {other.column}`";
                match hole_of(column) {
                    Some(index) => self.report_hole(index, message),
                    None => self.report(column.span(), message),
                }
            }
        }
    }

    pub(super) fn check_assignments(&mut self, assignments: &[Assignment]) {
        for Assignment { target, value } in assignments {
            match target {
                AssignmentTarget::ColumnName(name) => {
                    if let Some(column) = self.bare_name(name, "the update") {
                        self.check_not_itself(&column, value, "is set to itself");
                        self.give(value, Typed::Assigned(column));
                    }
                }
                AssignmentTarget::Tuple(names) => {
                    let columns: Vec<_> = names
                        .iter()
                        .map(|name| self.bare_name(name, "the update"))
                        .collect();
                    if let Expr::Tuple(values) = value {
                        self.give_each(&columns, values);
                    }
                }
            }
        }
    }

    pub(super) fn check_insert(&mut self, insert: &Insert) {
        if let TableObject::TableName(name) = &insert.table
            && insert.table_alias.is_some()
        {
            self.scope.push_aliased(name);
        }
        let columns: Vec<_> = insert
            .columns
            .iter()
            .map(|name| self.bare_name(name, "the insert"))
            .collect();
        if let Some(query) = &insert.source {
            if columns.is_empty() {
                self.untyped = true;
                self.report(
                    insert.table.span(),
                    "the insert depends on the order of the table's columns on the server; name them after the table: `({alias.column}, …)`",
                );
            }
            self.give_rows(&columns, &query.body);
        }
        if let Some(OnInsert::OnConflict(conflict)) = &insert.on {
            if let Some(ConflictTarget::Columns { columns, .. }) = &conflict.conflict_target {
                for column in columns {
                    self.bare_column(Some(column), column.span, "the conflict");
                }
            }
            if let OnConflictAction::DoUpdate(update) = &conflict.action {
                self.check_assignments(&update.assignments);
            }
        }
        self.check_items(insert.returning.as_deref().unwrap_or_default(), true);
    }
}
