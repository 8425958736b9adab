using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native.Socket;

internal sealed partial class NativeSession
{
    /// <summary>A call description that is far too long is the mistake of one command, and no reason to hang up.</summary>
    public override void OnTooLarge(Connection connection)
    {
        if (_me is null)
            base.OnTooLarge(connection);
        else
            Refuse(default, TooLarge(connection.MaxFrameBytes), "frame");
    }

    private static Refusal TooLarge(int max) => new(RefusalCode.TooLarge, $"The frame is larger than {max} bytes; nothing of it was read.", "Send smaller frames: `max_frame_bytes` in the reply to `hello` says how large they may be.");

    private void OnSignal(SignalSent e)
    {
        // Held back like everything that only passes: whoever is not live yet is in no call.
        if (Connection.Held is null && Connection.Follows(Topic.Of(e.Conversation)) && (e.ToParticipant is not { } participant || Seats.Has(participant)))
            Connection.Send(NativeEncoder.Signal(e));
    }

    /// <summary>Calls that go on in conversations one has just come into; what happens to them from now on comes as events.</summary>
    private void TellOfCalls(IReadOnlyList<ConversationId> conversations)
    {
        foreach (var conversation in conversations)
        {
            foreach (var call in Services.Calls.In(conversation))
                Connection.Send(NativeEncoder.Event(CallEvent.Of(call), Json.CallEvent, isEphemeral: true));
        }
    }
}
