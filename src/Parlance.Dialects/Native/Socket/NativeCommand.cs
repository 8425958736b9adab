using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Messages;
using Parlance.Dialects.Native.Operations;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Native.Socket;

/// <summary>One command of the socket that may wait: read on the loop, done on the thread pool, answered from there.</summary>
internal abstract class NativeCommand(string name)
{
    public string Name { get; } = name;

    /// <returns>The task to wait for before the next command of the connection is read.</returns>
    public abstract Task Begin(NativeSession session, CommandId id, ReadOnlySpan<byte> payload);
}

internal delegate Task<Outcome<TReply>> NativeHandler<TCommand, TReply>(NativeOperations operations, User caller, TCommand command, CancellationToken cancellationToken);

/// <summary>For what depends on the connection itself.</summary>
internal delegate Task<Outcome<TReply>> SeatedHandler<TCommand, TReply>(
    NativeOperations operations, CallSeats seats, User caller, TCommand command, CancellationToken cancellationToken);

internal sealed partial class NativeCommand<TCommand, TReply>(
    string name, JsonTypeInfo<TCommand> commandType, JsonTypeInfo<TReply> replyType, SeatedHandler<TCommand, TReply> handler,
    Func<NativeSession, TCommand, TCommand>? complete = null) : NativeCommand(name)
    where TCommand : class
{
    public NativeCommand(
        string name, JsonTypeInfo<TCommand> commandType, JsonTypeInfo<TReply> replyType, NativeHandler<TCommand, TReply> handler,
        Func<NativeSession, TCommand, TCommand>? complete = null)
        : this(name, commandType, replyType, (operations, _, caller, command, cancellationToken) => handler(operations, caller, command, cancellationToken), complete)
    {
    }

    public override Task Begin(NativeSession session, CommandId id, ReadOnlySpan<byte> payload)
    {
        if (!NativePayload.Read(payload, commandType).TryGet(out var command, out var refusal))
        {
            session.Refuse(id, refusal, Name);
            return Task.CompletedTask;
        }

        var completed = complete is null ? command : complete(session, command); // with what the connection knows
        return Task.Run(() => RunAsync(session, id, completed));
    }

    private async Task RunAsync(NativeSession session, CommandId id, TCommand command)
    {
        Frame? frame;
        try
        {
            var outcome = await handler(session.Services.Operations, session.Seats, session.Me, command, CancellationToken.None);
            if (outcome.TryGet(out var reply, out var refusal))
                frame = id.IsNone ? null : NativeEncoder.Ok(id, reply, replyType);
            else
                frame = session.EncodeRefusal(id, refusal, Name);
        }
        catch (StorageException)
        {
            frame = session.EncodeRefusal(id, Refusal.Unavailable, Name);
        }
        catch (Exception e)
        {
            Log.CommandFailed(session.Services.Logger, e, Name);
            frame = session.EncodeRefusal(id, Refusal.Unavailable, Name);
        }

        if (frame is not null)
            session.Connection.SendFromAnywhere(frame);
    }

    private static partial class Log
    {
        [LoggerMessage(5101, LogLevel.Error, "The command {Command} failed; its sender was told to try again.")]
        public static partial void CommandFailed(ILogger logger, Exception exception, string command);
    }
}
