using Parlance.Core.Conversations;

namespace Parlance.Core.Moderation;

/// <summary>When members of slow rooms last wrote, on this node. Moderators and the host do not wait. Safe for concurrent use.</summary>
public sealed class SlowMode(TimeProvider time)
{
    public const int MaxSeconds = 3_600;
    private const int MaxEntries = 200_000;

    private readonly Lock _gate = new();
    private readonly AgingMap<(ConversationId, UserId), TimeSpan> _last = new(MaxEntries); // guarded by _gate

    /// <summary>Takes the member's turn.</summary>
    /// <returns>Null when it is, else `rate_limited` with the time to wait.</returns>
    public Refusal? Take(Access access)
    {
        var seconds = access.Conversation.SlowModeSeconds;
        if (seconds == 0 || access.Member is not { Role: < MemberRole.Moderator } member)
            return null;

        var now = time.Elapsed();
        var key = (access.Conversation.Id, member.User);
        lock (_gate)
        {
            if (_last.TryGet(key, out var last) && last + TimeSpan.FromSeconds(seconds) - now is { Ticks: > 0 } wait)
            {
                return new Refusal(RefusalCode.RateLimited, $"This room is in slow mode: one message every {seconds} seconds.", "Wait as long as `retry_after_ms` says.")
                {
                    RetryAfter = wait,
                };
            }

            _last.Set(key, now);
            return null;
        }
    }
}
