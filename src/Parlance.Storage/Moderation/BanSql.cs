namespace Parlance.Storage.Moderation;

internal static class BanSql
{
    // The order is that of SqlBanStore.Row.
    private const string Columns = "id, kind, target, reason, expires_at, created_at, created_by, lifted_at, lifted_by";

    public const string LiftTarget = """
        update bans set lifted_at = @lifted_at, lifted_by = @lifted_by where kind = @kind and target = @target and lifted_at is null
        """;

    public const string Add = $"""
        insert into bans (kind, target, reason, expires_at, created_at, created_by) values (@kind, @target, @reason, @expires_at, @created_at, @created_by)
        returning {Columns}
        """;

    public const string Lift = $"update bans set lifted_at = @lifted_at, lifted_by = @lifted_by where id = @id and lifted_at is null returning {Columns}";

    public const string Active = $"select {Columns} from bans where lifted_at is null and kind in (1, 2) and expires_at > @now";

    public const string List = $"select {Columns} from bans where id < @before order by id desc limit @limit";

    public const string About = $"select {Columns} from bans where kind = @kind and target = @target order by id desc limit @limit";
}
