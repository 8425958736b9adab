namespace Parlance.Storage.Moderation;

internal static class FilterSql
{
    // The order is that of SqlFilterStore.Row.
    private const string Columns = "id, kind, pattern, action, created_at, created_by";

    /// <summary>All of them: the whole table is what is wanted.</summary>
    public const string List = $"select {Columns} from text_filters where id > @after order by id";

    public const string Add = $"""
        insert into text_filters (kind, pattern, action, created_at, created_by) values (@kind, @pattern, @action, @created_at, @created_by)
        on conflict (kind, pattern) do nothing
        returning {Columns}
        """;

    public const string Remove = "delete from text_filters where id = @id";
}
