using Parlance.Storage.Accounts;

namespace Parlance.Storage.Likes;

internal static class LikeSql
{
    private const string Columns = "l.id, l.low_id, l.high_id, l.low_says, l.high_says, l.matched_at, l.active";

    /// <summary>The pair's row, made if need be and locked until the transaction ends: an update that changes nothing waits for whoever changes it.</summary>
    public const string Lock = """
        insert into likes (low_id, high_id) values (@low_id, @high_id)
        on conflict (low_id, high_id) do update set low_id = excluded.low_id
        returning id, low_id, high_id, low_says, high_says, matched_at, active
        """;

    public const string Save = """
        update likes set low_says = @low_says, high_says = @high_says, said_at = @said_at, matched_at = @matched_at, active = @active where id = @id
        """;

    public const string Matches = $"""
        select * from (
            select {Columns} from likes l where l.low_id = @user_id and l.active = 1
            union all
            select {Columns} from likes l where l.high_id = @user_id and l.active = 1
        ) matches order by matched_at desc, id desc limit @limit
        """;

    public const string Candidates = $"""
        select {AccountSql.Columns} from users u
        where u.id < @before and u.id <> @user_id and u.deleted = 0 and u.username_folded is not null and (u.banned_until is null or u.banned_until <= @now)
          and not exists (select 1 from likes l where l.low_id = @user_id and l.high_id = u.id and l.low_says > 0)
          and not exists (select 1 from likes l where l.low_id = u.id and l.high_id = @user_id and l.high_says > 0)
          and not exists (select 1 from blocks b where b.blocker_id = @user_id and b.blocked_id = u.id)
          and not exists (select 1 from blocks b where b.blocker_id = u.id and b.blocked_id = @user_id)
        order by u.id desc limit @limit
        """;
}
