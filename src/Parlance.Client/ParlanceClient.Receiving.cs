using System.Text;
using System.Text.Json;
using Parlance.Client.Connection;
using Parlance.Client.Wire;

namespace Parlance.Client;

// What the server sends. Connection loop only.
public sealed partial class ParlanceClient
{
    private void OnFrame(ReadOnlySpan<byte> frame)
    {
        try
        {
            var head = FrameHead.Read(frame);
            if (head.Type is not null)
                OnEvent(head, frame);
            else if (head.Id is { } id && _outbox.Take(id) is { } command)
                OnAnswer(command, head);
        }
        catch (JsonException e)
        {
            Drop($"The server sent something that is not the wire: {e.Message}");
        }
    }

    private static void OnAnswer(Command command, in FrameHead head)
    {
        try
        {
            if (head.Error.IsEmpty)
                command.Succeed(head.Ok);
            else
                command.Fail(Refused(head.Error));
        }
        catch (JsonException e)
        {
            command.Fail(new ParlanceException("malformed", "The server's answer is not what the wire says.", inner: e));
        }
    }

    private void OnEvent(in FrameHead head, ReadOnlySpan<byte> frame)
    {
        var thing = 0L;
        ParlanceEvent happened;
        try
        {
            happened = EventReader.Read(head, frame, out thing);
        }
        catch (JsonException)
        {
            // Handed on as it is: dropping the connection over it would bring the same frame again for ever.
            happened = new UnknownEvent(head.Type!, Encoding.UTF8.GetString(frame)) { Position = head.Position };
        }

        if (happened is StoredEvent { Position: > 0 } stored)
        {
            if (!_filter.IsNew(head.Type!, thing, stored.Position) || !_events.TryAdd(stored))
                return;
            _filter.Took(head.Type!, thing, stored.Position);
            if (stored is MessageReceived { Message: var message } && message.Sender != _user!.Id)
                OnMessage(message);
            return;
        }

        if (happened is TypingChanged typing)
        {
            _typing.Heard(typing);
            return;
        }

        if (_events.TryAdd(happened) && happened is Resumed resumed)
            _filter.Complete(resumed.Position);
        if (happened is TokenExpiring)
            RefreshInBand();
    }

    private void OnMessage(Message message)
    {
        _typing.Wrote(message);
        if (_options.TellDelivered)
            _delivered.Arrived(message.Conversation, message.Seq);
    }

    private static ParlanceException Refused(ReadOnlySpan<byte> error)
    {
        var reply = JsonSerializer.Deserialize(error, ClientJson.Default.ErrorReply)!;
        return new ParlanceException(reply.Code, reply.Message, reply.Remedy,
            reply.RetryAfterMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, reply.Field);
    }
}
