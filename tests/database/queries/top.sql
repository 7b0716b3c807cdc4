-- Who owes the most, by country: a text of several lines, beside the source.
WITH debts AS (
    SELECT {person.country} AS country, sum({person.balance})::bigint AS owed
    FROM {Person} AS person
    WHERE {person.balance} < {limit}
    GROUP BY {person.country}
)
SELECT {country.name}, debts.owed
FROM debts
LEFT JOIN {Country} AS country ON {country.code} = debts.country
ORDER BY debts.owed, {country.name}
LIMIT {rows}
