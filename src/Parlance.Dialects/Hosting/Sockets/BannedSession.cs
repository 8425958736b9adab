using Parlance.Core.Events;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>A handshake that is accepted only to be told, in a code that a browser can read, that there is a ban.</summary>
internal sealed class BannedSession(Connection connection) : SocketSession
{
    public override void OnOpened() => connection.Close(connection.Codec.Rules.Banned);

    public override Task OnText(Span<byte> payload) => Task.CompletedTask;

    public override void OnOwnEvent(ChatEvent e)
    {
    }

    public override void OnTimer(long nowMs)
    {
    }

    public override void OnClosed()
    {
    }
}
