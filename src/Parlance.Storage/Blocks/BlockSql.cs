namespace Parlance.Storage.Blocks;

internal static class BlockSql
{
    public const string Add = """
        insert into blocks (blocker_id, blocked_id, created_at) values (@blocker_id, @blocked_id, @created_at)
        on conflict (blocker_id, blocked_id) do nothing
        """;

    public const string Remove = "delete from blocks where blocker_id = @blocker_id and blocked_id = @blocked_id";

    public const string Between = """
        select 1 from blocks where blocker_id = @one_id and blocked_id = @other_id
        union all
        select 1 from blocks where blocker_id = @other_id and blocked_id = @one_id
        """;

    public const string BlockedBy = "select blocked_id from blocks where blocker_id = @user_id order by blocked_id limit 1000";

    public const string Around = """
        select blocked_id from blocks where blocker_id = @user_id
        union all
        select blocker_id from blocks where blocked_id = @user_id
        """;
}
