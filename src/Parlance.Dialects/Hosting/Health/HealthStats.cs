using Parlance.Core.Messages;
using Parlance.Core.Presence;

namespace Parlance.Dialects.Hosting.Health;

/// <summary>The figures of `/health`.</summary>
public sealed class HealthStats(IAttendance attendance, MessageService messages, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private long _lastTotal; // any thread; whichever answer came last

    /// <summary>Rooms with somebody in them now, the people in them, and the messages stored so far. Never fails: while they cannot be counted, the last count is given.</summary>
    public async ValueTask<(int Rooms, int People, long Messages)> ReadAsync(CancellationToken cancellationToken)
    {
        var (rooms, people) = attendance.Totals();
        try
        {
            Volatile.Write(ref _lastTotal, await messages.CountAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whether storage is well is for its own check to say; a count must not decide it.
        }

        return (rooms, people, Volatile.Read(ref _lastTotal));
    }
}
