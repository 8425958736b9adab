using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native.Socket;

internal sealed partial class NativeSession
{
    private static readonly TimeSpan ExpiryWarning = TimeSpan.FromSeconds(60);

    private int _watched;

    private Task BeginWatch(CommandId id, ReadOnlySpan<byte> payload)
    {
        if (!NativePayload.Read(payload, Json.UsersCommand).TryGet(out var command, out var refusal))
        {
            Refuse(id, refusal, "watch");
            return Task.CompletedTask;
        }

        if (command.Users.Count + _watched > Services.Options.MaxWatched)
        {
            Refuse(id, Refusal.Invalid("users", $"A connection watches at most {Services.Options.MaxWatched} users."), "watch");
            return Task.CompletedTask;
        }

        foreach (var user in command.Users)
        {
            var topic = Topic.PresenceOf(new UserId(user));
            if (!Connection.Follows(topic))
                _watched++;
            Connection.Loop.Registry.Follow(Connection, topic, position: 0);
        }

        // Followed first and read second: what changes in between comes as an event.
        return new NativeCommand<UsersCommand, PresenceReply>("watch", Json.UsersCommand, Json.PresenceReply, (o, u, c, t) => o.PresenceAsync(u, c, t))
            .Begin(this, id, payload);
    }

    private void Unwatch(CommandId id, ReadOnlySpan<byte> payload)
    {
        if (!NativePayload.Read(payload, Json.UsersCommand).TryGet(out var command, out var refusal))
        {
            Refuse(id, refusal, "unwatch");
            return;
        }

        foreach (var user in command.Users)
        {
            var topic = Topic.PresenceOf(new UserId(user));
            if (!Connection.Follows(topic))
                continue;
            _watched--;
            Connection.Loop.Registry.Unfollow(Connection, topic);
        }

        Reply(id, EmptyReply.Instance, Json.EmptyReply);
    }

    /// <summary>A report with what the limits go by.</summary>
    public ReportCommand From(ReportCommand report) =>
        report with { Address = System.Net.IPAddress.TryParse(Connection.RemoteAddress, out var address) ? address : null, Device = Connection.Device };

    private Task BeginRefresh(CommandId id, ReadOnlySpan<byte> payload)
    {
        if (!NativePayload.Read(payload, Json.RefreshCommand).TryGet(out var command, out var refusal))
        {
            Refuse(id, refusal, "refresh");
            return Task.CompletedTask;
        }

        return Task.Run(() => RefreshAsync(id, command));
    }

    private async Task RefreshAsync(CommandId id, RefreshCommand command)
    {
        Outcome<(Identity Identity, RefreshReply Reply)> outcome;
        try
        {
            outcome = await RenewAsync(command);
        }
        catch (Exception e)
        {
            Log.RefreshFailed(Services.Logger, e);
            outcome = Refusal.Unavailable;
        }

        Connection.Post(() =>
        {
            if (!outcome.TryGet(out var renewed, out var refusal))
            {
                Refuse(id, refusal, "refresh");
                return;
            }

            _identity = renewed.Identity;
            _warned = false;
            WatchExpiry();
            Reply(id, renewed.Reply, Json.RefreshReply);
        });
    }

    private async Task<Outcome<(Identity, RefreshReply)>> RenewAsync(RefreshCommand command)
    {
        TokenPair? pair = null;
        if (command.RefreshToken is { } refreshToken)
        {
            if (!(await Services.Sessions.RefreshAsync(refreshToken, NativeDialect.TokenFamily, CancellationToken.None)).TryGet(out pair, out var notRefreshed))
                return notRefreshed;
        }

        if ((pair?.Access ?? command.Token) is not { } access)
            return Refusal.Invalid("refresh_token", "`refresh` needs a `refresh_token` or an access `token`.");
        if (!(await Services.Authenticator.AuthenticateAsync(access, CancellationToken.None)).TryGet(out var identity, out var refusal))
            return refusal;
        if (identity.User.Id != Me.Id)
            return Refusal.Invalid("token", "The token is somebody else's; a connection keeps its user.");

        return (identity, new RefreshReply(identity.ExpiresAt.ToUnixTimeMilliseconds())
        {
            AccessToken = pair?.Access,
            RefreshToken = pair?.Refresh,
            ExpiresIn = pair is null ? null : (int)pair.Lifetime.TotalSeconds,
        });
    }

    /// <summary>Wakes the session a minute before its token expires, and when it does.</summary>
    private void WatchExpiry()
    {
        var left = _identity!.ExpiresAt - Services.Time.GetUtcNow();
        var wait = _warned ? left : left - ExpiryWarning; // at once when less than that is left from the beginning
        Connection.SetTimer(Connection.Loop.NowMs + (long)Math.Max(1, wait.TotalMilliseconds));
    }
}
