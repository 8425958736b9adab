namespace Parlance.Core.Messages;

/// <summary>A change other than a message, whose caller waits for the outcome.</summary>
public abstract class ChangeEntry<T> : LogEntry
{
    private readonly TaskCompletionSource<Outcome<T>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;

    /// <summary>Completes when the change is committed or refused.</summary>
    public Task<Outcome<T>> Done => _done.Task;

    public sealed override void Apply(ILogTransaction transaction)
    {
        if (Change(transaction).TryGet(out var value, out var refusal))
            _value = value;
        else
            Refuse(refusal);
    }

    public sealed override void OnCommitted() =>
        _done.TrySetResult(Refusal is { } refusal ? refusal : _value);

    /// <summary>Checks the rules against what is stored now and makes the change; a refusal must come before the first write.</summary>
    protected abstract Outcome<T> Change(ILogTransaction transaction);
}

public static class MessageLogExtensions
{
    /// <summary>Queues the change and waits until it is committed or refused.</summary>
    public static Task<Outcome<T>> StoreAsync<T>(this MessageLog log, ChangeEntry<T> entry) =>
        log.TryEnqueue(entry) ? entry.Done : Task.FromResult<Outcome<T>>(Refusal.Unavailable);
}
