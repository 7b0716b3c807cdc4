SELECT {foo.name}
FROM {Foo}
WHERE name = 'Ada'
