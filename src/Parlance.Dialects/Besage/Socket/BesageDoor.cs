using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Decides who gets a socket, before the handshake is answered (contracts R7): the client sends what it has queued as soon as a socket opens, and would lose it on one that closes again.</summary>
internal sealed class BesageDoor(Authenticator authenticator, AccessCache access)
{
    private static readonly Refusal NoToken = new(
        RefusalCode.Unauthenticated, "Authentication credentials were not provided.", "Sign in, then connect with `?token=<access token>`.");

    /// <returns>Who comes, or why not.</returns>
    public async ValueTask<Outcome<Arrival>> AdmitAsync(SocketArrival arrival)
    {
        var query = QueryHelpers.ParseQuery(arrival.Query);
        if (!query.TryGetValue("token", out var values) || values[0] is not { Length: > 0 } token)
            return NoToken;
        try
        {
            return (await authenticator.AuthenticateAsync(token, CancellationToken.None)).TryGet(out var identity, out var refusal) ? new Arrival(identity, token) : refusal;
        }
        catch (StorageException)
        {
            return Refusal.Unavailable;
        }
    }

    /// <summary>As the other, for a chat that one must be in.</summary>
    /// <returns>Who comes and to which chat, or why not.</returns>
    public async ValueTask<Outcome<(Arrival Arrival, Conversation Chat)>> AdmitToChatAsync(SocketArrival arrival)
    {
        if (!(await AdmitAsync(arrival)).TryGet(out var who, out var refusal))
            return refusal;
        try
        {
            var chat = ConversationRef.Of(new ConversationId(long.Parse(arrival.Segments[0], NumberStyles.None, CultureInfo.InvariantCulture)));
            return await access.GetAsync(chat, who.Identity.User.Id) is { IsMember: true, MaySee: true } found && ChatViews.IsChat(found.Conversation)
                ? (who, found.Conversation)
                : BesageErrors.NotParticipant;
        }
        catch (StorageException)
        {
            return Refusal.Unavailable;
        }
    }
}
