namespace Parlance.Storage.Conversations;

internal static class RoomGrantSql
{
    public const string Save = """
        insert into room_grants (conversation_id, holder, password, expires_at) values (@conversation_id, @holder, @password, @expires_at)
        on conflict (conversation_id, holder) do update set password = excluded.password, expires_at = excluded.expires_at
        """;

    public const string Find = """
        select expires_at from room_grants
        where conversation_id = @conversation_id and holder in {texts} and password = @password and expires_at > @now limit 1
        """;

    public const string Purge = "delete from room_grants where expires_at <= @now";
}
