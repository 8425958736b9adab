using Parlance.Core.Presence;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Besage.Socket;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Besage;

/// <summary>The WebSocket paths of this dialect: one socket a chat, and one a person.</summary>
internal sealed class BesageSockets
{
    private readonly SocketServices _services;
    private readonly BesageDoor _door;
    private readonly ChatCodec _chats;

    public BesageSockets(SocketServices services, BesageDoor door, Rosters rosters, IPresence presence)
    {
        (_services, _door) = (services, door);
        _chats = new ChatCodec(rosters, presence, services.Links);
        Routes =
        [
            new SocketRoute("/ws/chat/{chat_id}", _chats, AdmitToChatAsync) { TakesNumbers = true },
            new SocketRoute("/ws/user", new UserCodec(services.Users, services.Links), AdmitAsync),
        ];
    }

    public IReadOnlyList<SocketRoute> Routes { get; }

    private async ValueTask<Core.Outcome<OpenSession>> AdmitToChatAsync(SocketArrival arrival) =>
        (await _door.AdmitToChatAsync(arrival)).TryGet(out var admitted, out var refusal)
            ? Core.Outcome.Of<OpenSession>(connection => new ChatSession(connection, _services, _chats, admitted.Arrival, admitted.Chat))
            : refusal;

    private async ValueTask<Core.Outcome<OpenSession>> AdmitAsync(SocketArrival arrival) =>
        (await _door.AdmitAsync(arrival)).TryGet(out var admitted, out var refusal)
            ? Core.Outcome.Of<OpenSession>(connection => new UserSession(connection, _services, admitted))
            : refusal;
}
