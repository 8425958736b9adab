namespace Parlance.Storage.Accounts;

internal static class SessionSql
{
    public const string Start = """
        insert into refresh_tokens (hash, session, user_id, family, expires_at) values (@hash, @session, @user_id, @family, @expires_at)
        """;

    public const string Adopt = Start + " on conflict (hash) do nothing";

    // The order is that of Rows.Token.
    public const string Find = "select hash, session, user_id, family, expires_at, spent from refresh_tokens where hash = @hash";

    /// <summary>Changes one row for exactly one of any number of callers at once.</summary>
    public const string Spend = "update refresh_tokens set spent = 1 where hash = @hash and spent = 0";

    public const string IsEnded = "select ended_at from ended_sessions where session = @session";

    public const string End = "insert into ended_sessions (session, ended_at) values (@session, @at) on conflict (session) do nothing";

    public const string EndAll = """
        insert into ended_sessions (session, ended_at)
        select distinct session, @now from refresh_tokens where user_id = @user_id and session <> @spared
        on conflict (session) do nothing
        """;

    public const string EndedSince = "select session from ended_sessions where ended_at >= @since order by ended_at";

    public const string PurgeTokens = "delete from refresh_tokens where expires_at < @before";

    /// <summary>An ended session is remembered as long as one of its links could be tried, and as long as an access token could look valid.</summary>
    public const string PurgeEnded = """
        delete from ended_sessions
        where ended_at < @ended_before and not exists (select 1 from refresh_tokens t where t.session = ended_sessions.session)
        """;
}
