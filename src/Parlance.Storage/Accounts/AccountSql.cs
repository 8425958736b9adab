namespace Parlance.Storage.Accounts;

internal static class AccountSql
{
    // The order is that of Rows.User.
    internal const string Columns = """
        u.id, u.key, u.username, u.display_name, u.email, u.avatar_url, u.bio, u.password_hash, u.guest_key_hash, u.role, u.banned_until, u.token_generation,
        u.created_at, u.last_seen_at, u.avatar_urls, u.details, u.version, u.deleted, u.spared_session, u.personal
        """;

    /// <summary>Returns no row when a unique field is taken.</summary>
    public const string Create = """
        insert into users
            (key, username, username_folded, display_name, display_folded, email, email_folded, avatar_url, bio, password_hash, guest_key_hash, role, banned_until,
             token_generation, created_at, last_seen_at, avatar_urls, details, deleted, personal)
        values
            (@key, @username, @username_folded, @display_name, @display_folded, @email, @email_folded, @avatar_url, @bio, @password_hash, @guest_key_hash, @role,
             @banned_until, @token_generation, @created_at, @last_seen_at, @avatar_urls, @details, @deleted, @personal)
        on conflict do nothing
        returning id
        """;

    /// <summary>Changes no row when the user was changed since it was read.</summary>
    public const string Update = """
        update users
        set username = @username, username_folded = @username_folded, display_name = @display_name, display_folded = @display_folded, email = @email,
            email_folded = @email_folded, avatar_url = @avatar_url, bio = @bio, password_hash = @password_hash, guest_key_hash = @guest_key_hash, role = @role,
            banned_until = @banned_until, avatar_urls = @avatar_urls, details = @details, personal = @personal, deleted = @deleted, version = version + 1
        where id = @id and version = @version
        """;

    /// <summary>Users other than @id who hold one of the unique values.</summary>
    public const string Holders = $"""
        select {Columns} from users u
        where u.id <> @id and (u.key = @key or u.username_folded = @username_folded or u.email_folded = @email_folded or u.guest_key_hash = @guest_key_hash)
        """;

    public const string Find = $"select {Columns} from users u where u.id = @id";

    public const string FindMany = $$"""select {{Columns}} from users u where u.id in {ids}""";

    public const string FindByKey = $"select {Columns} from users u where u.key = @key";

    public const string FindByUsername = $"select {Columns} from users u where u.username_folded = @username_folded";

    public const string FindByEmail = $"select {Columns} from users u where u.email_folded = @email_folded";

    public const string FindByGuestKey = $"select {Columns} from users u where u.guest_key_hash = @guest_key_hash";

    public const string Search = $"""
        select {Columns} from users u
        where u.deleted = 0 and (u.username_folded like @contains escape '\' or u.display_folded like @contains escape '\')
        order by case when u.username_folded like @starts escape '\' then 0 when u.display_folded like @starts escape '\' then 1 else 2 end, u.id
        limit @limit
        """;

    public const string List = $"""
        select {Columns} from users u
        where u.id > 0 and u.username_folded is not null and u.deleted = 0 and (u.banned_until is null or u.banned_until <= @now)
        order by u.id
        limit @limit
        """;

    public const string SetLastSeen = "update users set last_seen_at = @at where id = @id";

    public const string RaiseGeneration = """
        update users set token_generation = token_generation + 1, spared_session = @spared where id = @id returning token_generation
        """;
}
