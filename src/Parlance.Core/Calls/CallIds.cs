namespace Parlance.Core.Calls;

public readonly record struct CallId(Guid Value)
{
    /// <summary>Ids grow with time, so that records lie on disk as they came.</summary>
    public static CallId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public static CallId? Parse(string text) => Guid.TryParseExact(text, "N", out var id) ? new CallId(id) : null;

    public override string ToString() => Value.ToString("N");
}

/// <summary>One connection's part in one call. Somebody who is in it with two devices has two.</summary>
public readonly record struct ParticipantId(Guid Value)
{
    public static ParticipantId New() => new(Guid.NewGuid());

    public static ParticipantId? Parse(string text) => Guid.TryParseExact(text, "N", out var id) ? new ParticipantId(id) : null;

    public override string ToString() => Value.ToString("N");
}
