using Parlance.Core.Events;
using Parlance.Sockets.Frames;

namespace Parlance.Sockets;

/// <content>From what a client missed to what happens now, without a gap or a repeat.</content>
public sealed partial class Connection
{
    private HashSet<long>? _answered; // null for nearly everybody

    /// <summary>Sends events that happened before now, as many at a time as the outgoing queue has room for: a long replay to a slow reader costs no memory.</summary>
    /// <param name="then">Done once all are queued; not when the connection ends first.</param>
    public void Replay(IReadOnlyList<ConversationEvent> events, Action then) => Replay(events, 0, then);

    /// <summary>Ends the holding back: lets through what came meanwhile and was not in the replay, in the order it came.</summary>
    /// <param name="own">Is given what the session put among the held itself, under no subscription.</param>
    public void ReleaseHeld(Action<ConversationEvent> own)
    {
        var held = Held!;
        Held = null;
        foreach (var (e, subscription) in held)
        {
            if (subscription is null)
                own(e);
            else if (subscription.Passes(e.Position) && !WasAnswered(e.Position) && (!Codec.AsksSessions || Session.Wants(e)) && Codec.Encode(e) is { } frame)
                SendEvent(e, frame);
        }
    }

    /// <summary>The event at this position is not to be sent here when it comes: its cause was answered in another way. Only for a topic that is followed.</summary>
    public void NeedsNot(long position) => (_answered ??= []).Add(position);

    /// <summary>No frame is read until the task is done. The task must not fail.</summary>
    public void WaitFor(Task task) => Pause(task);

    /// <summary>Has something done on the loop's thread; completes when it is done. Any thread.</summary>
    public Task RunAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    internal bool WasAnswered(long position) => _answered is { } answered && answered.Remove(position);

    internal bool SendEvent(ConversationEvent e, Frame frame)
    {
        if (!Send(frame))
            return false;
        if (Codec.ReportsDeliveries)
            Session.OnDelivered(e);
        return true;
    }

    private void Replay(IReadOnlyList<ConversationEvent> events, int from, Action then)
    {
        for (var i = from; i < events.Count; i++)
        {
            if (Outgoing.Bytes > Loop.Options.MaxOutgoingBytes / 4)
            {
                WhenDrained(() => Replay(events, i, then));
                return;
            }

            if (Codec.Encode(events[i]) is { } frame && !SendEvent(events[i], frame))
                return;
        }

        then();
    }
}
