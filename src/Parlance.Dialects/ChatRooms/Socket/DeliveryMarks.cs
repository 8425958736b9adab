using System.Buffers.Binary;
using Parlance.Core;
using Parlance.Core.Messages;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Finds out which direct messages have reached the client: this wire acknowledges nothing, but every WebSocket answers pings, and in order.</summary>
/// <remarks>
/// Behind messages goes a ping, one at a time; its answer says that they are there. What has arrived is stored at once when that was long ago, else
/// once a second, and when the connection ends. What was not answered by then is not delivered and comes again with the next connection: better
/// twice than never. Loop thread only.
/// </remarks>
/// <param name="deliver">Stores watermarks: for each conversation the sequence number up to which it has arrived.</param>
internal sealed class DeliveryMarks(Connection connection, Action<IReadOnlyDictionary<ConversationId, long>> deliver)
{
    private const long PauseMs = 1_000;

    private Dictionary<ConversationId, long> _sent = []; // and not yet followed by a ping
    private Dictionary<ConversationId, long> _asked = []; // followed by the ping that is under way
    private Dictionary<ConversationId, long> _arrived = []; // and not yet stored
    private long _ping; // number of the last one
    private bool _isUnderWay;
    private long _storeAtMs;

    /// <summary>The message was queued for the client. While events are held back, more follow at once, and one ping serves for all: see <see cref="Ask"/>.</summary>
    public void Sent(Message message)
    {
        Raise(_sent, message.Conversation, message.Seq);
        if (connection.Held is null)
            Ask();
    }

    /// <summary>Sends a ping behind what was sent, unless one is under way.</summary>
    public void Ask()
    {
        if (_sent.Count == 0 || _isUnderWay)
            return;
        (_asked, _sent) = (_sent, []);
        _isUnderWay = true;
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, ++_ping);
        connection.Send(Frame.Probe(number));
    }

    public void OnPong(ReadOnlySpan<byte> payload)
    {
        if (!_isUnderWay || payload.Length != sizeof(long) || BinaryPrimitives.ReadInt64BigEndian(payload) != _ping)
            return;

        _isUnderWay = false;
        foreach (var (conversation, seq) in _asked)
            Raise(_arrived, conversation, seq);
        _asked = [];
        if (connection.Loop.NowMs >= _storeAtMs)
            Store();
        else
            connection.SetTimer(_storeAtMs);
        Ask();
    }

    /// <summary>Stores what has arrived: on the session's timer and at the end.</summary>
    public void Store()
    {
        if (_arrived.Count == 0)
            return;
        _storeAtMs = connection.Loop.NowMs + PauseMs;
        var arrived = _arrived;
        _arrived = [];
        deliver(arrived);
    }

    private static void Raise(Dictionary<ConversationId, long> marks, ConversationId conversation, long seq) =>
        marks[conversation] = Math.Max(seq, marks.GetValueOrDefault(conversation));
}
