using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Parlance.Client.Connection;

/// <summary>One command on its way: its frame, encoded once, and whoever waits for the answer.</summary>
internal abstract class Command(long id, ReadOnlyMemory<byte> frame, bool repeatable)
{
    public long Id => id;

    public ReadOnlyMemory<byte> Frame => frame;

    /// <summary>Doing it twice is the same as doing it once, so it may go out again on the next connection.</summary>
    public bool Repeatable => repeatable;

    /// <summary>Handed to a connection at least once. Writer loop sets it, the outbox reads it after that loop ended.</summary>
    public bool Written { get; set; }

    /// <exception cref="JsonException">The answer is not what the wire says.</exception>
    public abstract void Succeed(ReadOnlySpan<byte> ok);

    public abstract void Fail(Exception exception);
}

internal sealed class Command<T>(long id, ReadOnlyMemory<byte> frame, bool repeatable, JsonTypeInfo<T> type) : Command(id, frame, repeatable)
{
    // Continuations run elsewhere: the connection's loop must not wait for application code.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public override void Succeed(ReadOnlySpan<byte> ok) => _answer.TrySetResult(JsonSerializer.Deserialize(ok, type)!);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
