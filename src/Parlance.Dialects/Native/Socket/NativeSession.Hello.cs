using System.Net;
using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native.Socket;

internal sealed partial class NativeSession
{
    // The life of a hello. Between the steps the loop serves others; nothing that happens meanwhile is lost, because what is followed is held back.
    //   1. pool: who is it? (token or guest)
    //   2. loop: follow one's own user, hold events back
    //   3. pool: is the session still good now that its end would be heard? which conversations?
    //   4. loop: follow them
    //   5. pool: read what changed after the cursor, up to a head that is read with it
    //   6. loop: reply, replay, then what was held back and is above the head; from then on live

    private Task OnFirst(CommandHead head, ReadOnlySpan<byte> payload)
    {
        if (_saidHello || head.Type != "hello")
        {
            Refuse(head.Id, TokenRefusals.Missing, "hello");
            Connection.Close(CloseReason.Unauthenticated);
            return Task.CompletedTask;
        }

        if (!NativePayload.Read(payload, Json.HelloCommand).TryGet(out var hello, out var refusal))
        {
            Refuse(head.Id, refusal, "hello");
            return Task.CompletedTask;
        }

        _saidHello = true;
        var id = head.Id;
        if (hello.Device is { } device)
        {
            if (BanRules.CheckDevice(device) is { } unfit)
            {
                RefuseHello(id, unfit);
                return Task.CompletedTask;
            }

            Connection.Device = device;
            if (Services.Bans.FindDevice(device) is not null) // asked once the ban would find the connection
            {
                RefuseHello(id, BanRules.Banned);
                return Task.CompletedTask;
            }
        }

        return Task.Run(() => HelloAsync(id, hello));
    }

    private async Task HelloAsync(CommandId id, HelloCommand hello)
    {
        try
        {
            if (!(await IdentifyAsync(hello)).TryGet(out var entry, out var refusal))
            {
                RefuseHello(id, refusal);
                return;
            }

            await Connection.RunAsync(() => FollowSelf(entry.Identity));
            if (await Services.Authenticator.RecheckAsync(entry.Identity, CancellationToken.None) is { } ended)
            {
                RefuseHello(id, ended);
                return;
            }

            var conversations = await Services.Conversations.ConversationIdsOfAsync(entry.Identity.User.Id, CancellationToken.None);
            await Connection.RunAsync(() => FollowAll(conversations));
            var replay = await ReadReplayAsync(entry.Identity.User.Id, conversations, hello.Cursor);
            await Connection.RunAsync(() => GoLive(id, entry, replay, conversations));
        }
        catch (Exception e)
        {
            if (e is not StorageException)
                Log.HelloFailed(Services.Logger, e);
            RefuseHello(id, Refusal.Unavailable);
        }
    }

    private async Task<Outcome<(Identity Identity, SignedIn? Guest)>> IdentifyAsync(HelloCommand hello)
    {
        if (hello.Token is { } token)
        {
            return (await Services.Authenticator.AuthenticateAsync(token, CancellationToken.None)).TryGet(out var identity, out var refusal)
                ? (identity, null)
                : refusal;
        }

        if (hello.Guest is not { } guest)
            return TokenRefusals.Missing;
        _ = IPAddress.TryParse(Connection.RemoteAddress, out var address);
        if (!(await Services.Accounts.GuestAsync(guest.Name, guest.Key, new SignInContext(NativeDialect.TokenFamily, address), CancellationToken.None)).TryGet(out var signedIn, out var refused))
            return refused;
        return (await Services.Authenticator.AuthenticateAsync(signedIn.Tokens.Access, CancellationToken.None)).TryGet(out var known, out refused)
            ? (known, signedIn)
            : refused;
    }

    private void FollowSelf(Identity identity)
    {
        if (!Connection.IsOpen)
            return;
        _identity = identity;
        Connection.User = identity.User.Id;
        Connection.Held = [];
        Connection.Loop.Registry.Follow(Connection, Topic.Of(identity.User.Id), position: 0);
    }

    private void FollowAll(IReadOnlyList<ConversationId> conversations)
    {
        if (!Connection.IsOpen)
            return;
        foreach (var conversation in conversations)
            Connection.Loop.Registry.Follow(Connection, Topic.Of(conversation), position: 0);
    }

    private async Task<NativeReplay> ReadReplayAsync(UserId user, IReadOnlyList<ConversationId> conversations, long? cursor)
    {
        if (cursor is not { } position)
            return NativeReplay.FromNow(await Services.Messages.HeadAsync(CancellationToken.None));

        var head = await Services.Messages.HeadAsync(CancellationToken.None);
        // A cursor from the future belongs to another database: one that was restored from a backup, or replaced.
        if (position < 0 || position > head)
            return NativeReplay.Snapshot(head);
        if (position == head)
            return NativeReplay.Empty(head);

        var lost = await Services.Conversations.LostSinceAsync(user, position, CancellationToken.None);
        var changes = await Services.Messages.ChangesAsync(conversations, position, Services.Options.ResumeLimit, CancellationToken.None);
        if (changes is null)
            return NativeReplay.Snapshot(await Services.Messages.HeadAsync(CancellationToken.None));

        // Whoever was brought into a conversation while away must be shown it before its messages.
        var entered = new List<Core.Conversations.Conversation>();
        foreach (var self in changes.Members.Where(m => m.User == user && m.IsJoined))
        {
            if (await Services.Conversations.FindAsync(self.Conversation, CancellationToken.None) is { } conversation)
                entered.Add(conversation);
        }

        return NativeReplay.Of(changes, lost.Departures, lost.Deleted, entered);
    }

    private void GoLive(CommandId id, (Identity Identity, SignedIn? Guest) entry, NativeReplay replay, IReadOnlyList<ConversationId> conversations)
    {
        if (!Connection.IsOpen)
            return;

        Volatile.Write(ref _me, entry.Identity.User);
        Services.Presence.Connected(entry.Identity.User.AsPerson());
        _countsAsPresent = true;
        WatchExpiry();

        var guest = entry.Guest;
        Reply(id, new HelloReply(WireUser.OfSelf(entry.Identity.User), replay.Head, replay.Resume, entry.Identity.ExpiresAt.ToUnixTimeMilliseconds(), Connection.MaxFrameBytes)
        {
            GuestKey = guest?.GuestKey,
            AccessToken = guest?.Tokens.Access,
            RefreshToken = guest?.Tokens.Refresh,
        }, Json.HelloReply);

        Connection.HasUpTo(replay.Head);
        Connection.Replay(replay.Events, () =>
        {
            if (replay.Resume == NativeReplay.ReplayWord)
                Connection.Send(NativeEncoder.Event(new ResumedEvent("resumed", replay.Head), Json.ResumedEvent));
            Connection.ReleaseHeld(e => EnterOrLeave((MemberChanged)e, announce: e.Position > replay.Head));
            TellOfCalls(conversations);
        });
    }

    /// <summary>One came into a conversation, or is out of it. A change of role or name of somebody who is in goes the way of every event.</summary>
    private void OnOwnMembership(MemberChanged e)
    {
        var topic = Topic.Of(e.Conversation);
        if (e.Member.IsJoined && e.Details is null)
            return;

        if (Connection.Held is { } held)
        {
            // Followed at once, so that what comes after is held back too.
            if (e.Member.IsJoined && !Connection.Follows(topic))
                Connection.Loop.Registry.Follow(Connection, topic, e.Position);
            held.Add((e, null));
        }
        else if (!e.Member.IsJoined || Connection.PositionOf(topic) < e.Position)
        {
            EnterOrLeave(e, announce: true);
        }
    }

    private void EnterOrLeave(MemberChanged e, bool announce)
    {
        var topic = Topic.Of(e.Conversation);
        if (!e.Member.IsJoined)
        {
            Connection.Loop.Registry.Unfollow(Connection, topic);
            return;
        }

        Connection.Loop.Registry.Follow(Connection, topic, e.Position);
        if (!announce)
            return;
        Connection.Send(NativeEncoder.Event(
            new ConversationEventFrame("conversation", e.Conversation.Value, e.Details!.Position, WireConversation.Of(e.Details)), Json.ConversationEventFrame));
        if (Connection.Codec.Encode(e) is { } frame)
            Connection.Send(frame);
        TellOfCalls([e.Conversation]);
    }

    private void RefuseHello(CommandId id, Refusal refusal) => Connection.Post(() =>
    {
        Refuse(id, refusal, "hello");
        if (refusal.Code == RefusalCode.Invalid)
        {
            // A name that cannot be had is no reason to hang up: the client may say hello with another.
            _saidHello = false;
            return;
        }

        Connection.Close(refusal.Code switch
        {
            RefusalCode.TokenExpired => CloseReason.TokenExpired,
            RefusalCode.Banned => CloseReason.Banned,
            RefusalCode.Unauthenticated => CloseReason.Unauthenticated,
            RefusalCode.Unavailable or RefusalCode.RateLimited => CloseReason.TryLater,
            _ => CloseReason.TokenInvalid,
        });
    });

    private static partial class Log
    {
        [LoggerMessage(5102, LogLevel.Error, "A hello failed; the client was told to come back later.")]
        public static partial void HelloFailed(ILogger logger, Exception exception);

        [LoggerMessage(5103, LogLevel.Error, "A message could not be prepared; its sender was told to try again.")]
        public static partial void SendFailed(ILogger logger, Exception exception);

        [LoggerMessage(5104, LogLevel.Error, "A token could not be refreshed; the client was told to try again.")]
        public static partial void RefreshFailed(ILogger logger, Exception exception);
    }
}
