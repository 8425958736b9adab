using System.Data.Common;
using Parlance.Core;
using Parlance.Core.Devices;

namespace Parlance.Storage.Devices;

public sealed class SqlDeviceTokenStore(Database database) : IDeviceTokenStore
{
    private const string Columns = "id, user_id, token, platform, active, created_at, updated_at";

    private const string Save = $"""
        insert into device_tokens (user_id, token, platform, created_at, updated_at) values (@user_id, @token, @platform, @at, @at)
        on conflict (token) do update set user_id = excluded.user_id, platform = excluded.platform, active = 1, updated_at = excluded.updated_at
        returning {Columns}
        """;

    private const string Trim = """
        delete from device_tokens
        where user_id = @user_id and id in (select id from device_tokens where user_id = @user_id order by updated_at desc, id desc limit 1000 offset @keep)
        """;

    private const string List = $"select {Columns} from device_tokens where user_id = @user_id order by id";

    private const string Remove = "delete from device_tokens where token = @token and user_id = @user_id";

    public Task<DeviceToken> SaveAsync(UserId user, string token, string platform, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async s =>
            {
                var saved = (await s.QueryAsync(Save, [("user_id", user.Value), ("token", token), ("platform", platform), ("at", at.ToUnixTimeMilliseconds())], Row, cancellationToken))[0];
                await s.ExecuteAsync(Trim, [("user_id", user.Value), ("keep", DeviceToken.MaxEach)], cancellationToken);
                return saved;
            },
            cancellationToken);

    public Task<IReadOnlyList<DeviceToken>> ListAsync(UserId user, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DeviceToken>>(async s => await s.QueryAsync(List, [("user_id", user.Value)], Row, cancellationToken), cancellationToken);

    public Task<bool> RemoveAsync(UserId user, string token, CancellationToken cancellationToken) =>
        database.WriteAsync(async s => await s.ExecuteAsync(Remove, [("user_id", user.Value), ("token", token)], cancellationToken) > 0, cancellationToken);

    private static readonly Func<DbDataReader, DeviceToken> Row = row => new DeviceToken(
        row.GetInt64(0), new UserId(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetInt64(4) != 0,
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)));
}
