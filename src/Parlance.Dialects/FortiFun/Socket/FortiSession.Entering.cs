using Microsoft.AspNetCore.WebUtilities;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.FortiFun.Socket;

/// <content>
/// The handshake, which sends nothing before it is over; frames that come meanwhile wait:
/// <list type="number">
/// <item>Pool: whom the token proves.</item>
/// <item>Loop: follow the user, so that the end of the session and new conversations are heard from now on; hold events back.</item>
/// <item>Pool: the conversations and the people at their other ends.</item>
/// <item>Loop: follow them, say `connection_status`, let events through.</item>
/// </list>
/// </content>
internal sealed partial class FortiSession
{
    public override void OnOpened() => Connection.AdmitOnPool(Services.Logger, AdmitAsync);

    /// <returns>Null, or why the connection ends.</returns>
    private async Task<CloseReason?> AdmitAsync()
    {
        if (!(await Services.Authenticator.AuthenticateAsync(TokenOf().AsSpan(), CancellationToken.None)).TryGet(out var identity, out var refusal))
            return Refuse(refusal);

        await Connection.RunAsync(() => Begin(identity));
        // Again, now that the end of the session would be heard.
        if (await Services.Authenticator.RecheckAsync(identity, CancellationToken.None) is { } ended)
            return Refuse(ended);

        var directs = (await Services.Views.EntriesAsync(identity.User.Id, CancellationToken.None)).Select(entry => entry.Conversation).ToList();
        if (_bound is { } bound && directs.TrueForAll(direct => direct.Id != bound))
            return Refuse(Refusal.NoSuchConversation);
        UserId[] people = [identity.User.Id, .. directs.Select(direct => DirectKeys.OtherUser(direct.Key, identity.User.Id)).OfType<UserId>()];
        await Services.Roster.PinAsync(people);
        await Connection.RunAsync(() => GoLive(directs, people));
        return null;
    }

    /// <summary>The query's `token` or `access`, else the bearer header. Without any, a text that no token is.</summary>
    private string TokenOf()
    {
        const string scheme = "Bearer ";
        var query = QueryHelpers.ParseQuery(_arrival.Query);
        foreach (var name in (string[])["token", "access"])
        {
            if (query.TryGetValue(name, out var values) && values[0] is { Length: > 0 } token)
                return token;
        }

        return _arrival.Authorization is { } header && header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : "";
    }

    private CloseReason Refuse(Refusal refusal)
    {
        Services.Refusals.Add("handshake", FortiFunDialect.DialectName, _bound is null ? "/ws/chat" : "/ws/conversations", refusal);
        return FortiClosing.Of(refusal);
    }

    private void Begin(Identity identity)
    {
        _identity = identity;
        _me = identity.User;
        if (!Connection.IsOpen)
            return;
        Connection.User = identity.User.Id;
        Connection.Held = [];
        Connection.Loop.Registry.Follow(Connection, Topic.Of(identity.User.Id), position: 0);
    }

    private void GoLive(List<Conversation> directs, UserId[] people)
    {
        if (!Connection.IsOpen)
        {
            Services.Roster.Unpin(people);
            return;
        }

        _pinned.AddRange(people);
        foreach (var direct in directs)
        {
            _directs[direct.Id] = direct.PublicKey;
            Connection.Loop.Registry.Follow(Connection, Topic.Of(direct.Id), position: 0);
        }

        if (_bound is { } bound)
            _joined.Add(bound);
        Services.Presence.Connected(Me.AsPerson());
        _listening = Services.Teller.Listen();
        _isLive = true;
        Connection.Send(FortiFrames.Connected(Me));
        ReleaseIfReady();
    }

    /// <summary>A conversation began, or was brought back. Nothing of it is said before the people in it are known.</summary>
    private void Welcome(Conversation direct, long position)
    {
        if (!Connection.IsOpen || DirectKeys.OtherUser(direct.Key, Me.Id) is not { } other)
            return;
        Connection.Held ??= [];
        _coming++;
        _directs[direct.Id] = direct.PublicKey;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(direct.Id), position);
        UserId[] people = [other];
        _ = Connection.RunOnPool(
            Services.Logger,
            "conversation_update",
            async () =>
            {
                await Services.Roster.PinAsync(people);
                var view = await Services.Views.FindAsync(Me.Id, direct.Id, Services.Codec.Links, CancellationToken.None);
                Connection.Post(() =>
                {
                    _coming--;
                    if (!Connection.IsOpen)
                    {
                        Services.Roster.Unpin(people);
                        return;
                    }

                    _pinned.AddRange(people);
                    if (view is not null && _isLive)
                        Connection.Send(FortiFrames.ConversationUpdate("created", view));
                    ReleaseIfReady();
                });
            },
            () => Connection.Close(CloseReason.TryLater)); // it comes back and reads all of it
    }

    private void ReleaseIfReady()
    {
        if (_isLive && _coming == 0 && Connection.Held is not null)
            Connection.ReleaseHeld(_ => { });
    }
}
