using System.Text.Json.Serialization.Metadata;
using Parlance.Core;

namespace Parlance.Dialects.Native.Socket;

/// <summary>One command about being matched: done on the loop, since it is the connection itself that looks for a partner, and none of it waits.</summary>
internal sealed class MatchCommand<TCommand, TReply>(string name, JsonTypeInfo<TCommand> commandType, JsonTypeInfo<TReply> replyType, Func<NativeSession, TCommand, Outcome<TReply>> handler)
    : NativeCommand(name)
    where TCommand : class
{
    public override Task Begin(NativeSession session, CommandId id, ReadOnlySpan<byte> payload)
    {
        if (!NativePayload.Read(payload, commandType).TryGet(out var command, out var refusal) || !handler(session, command).TryGet(out var reply, out refusal))
            session.Refuse(id, refusal, Name);
        else if (!id.IsNone)
            session.Connection.Send(NativeEncoder.Ok(id, reply, replyType));
        return Task.CompletedTask;
    }
}
