namespace Parlance.Core.Messages;

/// <summary>A message whose sender waits for the outcome.</summary>
public sealed class AwaitedAppend : AppendEntry
{
    private readonly TaskCompletionSource<Outcome<Message>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the message is committed or refused; a repeat is answered with the first attempt's message.</summary>
    public Task<Outcome<Message>> Done => _done.Task;

    /// <summary>It is answered elsewhere than on the socket that hears the events, and whoever opens a socket upon that answer must not be told of this message there.</summary>
    internal override bool IsToldFirst => false;

    public override void OnCommitted() => _done.TrySetResult(Refusal is { } refusal ? refusal : Message!);
}
