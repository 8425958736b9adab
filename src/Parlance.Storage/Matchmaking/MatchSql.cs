namespace Parlance.Storage.Matchmaking;

internal static class MatchSql
{
    private const string Columns = """
        id, mode, started_at, ended_at, ending, ended_by,
        first_user_id, first_key, first_name, first_username, first_device, first_address, first_dialect,
        second_user_id, second_key, second_name, second_username, second_device, second_address, second_dialect
        """;

    public const string Save = $"""
        insert into matches ({Columns})
        values (@id, @mode, @started_at, @ended_at, @ending, @ended_by,
                @first_user_id, @first_key, @first_name, @first_username, @first_device, @first_address, @first_dialect,
                @second_user_id, @second_key, @second_name, @second_username, @second_device, @second_address, @second_dialect)
        on conflict (id) do update set ended_at = excluded.ended_at, ending = excluded.ending, ended_by = excluded.ended_by
        """;

    public const string Find = $"select {Columns} from matches where id = @id";

    public const string List = $"select {Columns} from matches where started_at < @before order by started_at desc limit @limit";

    public const string ListFirst = $"select {Columns} from matches where first_user_id = @user_id and started_at < @before order by started_at desc limit @limit";

    public const string ListSecond = $"select {Columns} from matches where second_user_id = @user_id and started_at < @before order by started_at desc limit @limit";

    public const string Purge = "delete from matches where id in (select id from matches where started_at < @before order by started_at limit @limit)";
}
