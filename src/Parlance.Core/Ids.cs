namespace Parlance.Core;

// One record struct per id, so that the compiler notices a user where a conversation was meant.
// Every value is positive and below 2^53: JavaScript clients read them as plain numbers.

public readonly record struct UserId(long Value)
{
    public override string ToString() => Value.ToString();
}

public readonly record struct ConversationId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A message's id is its position in the server-wide log, so ids grow in commit order across all conversations.</summary>
public readonly record struct MessageId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>One signed-in device: a chain of refresh tokens and every access token minted along it.</summary>
public readonly record struct SessionId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

public readonly record struct ReportId(long Value)
{
    public override string ToString() => Value.ToString();
}

public readonly record struct BanId(long Value)
{
    public override string ToString() => Value.ToString();
}

public readonly record struct FilterId(long Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>One connection that looks for partners. Random, so that it is one across nodes and restarts.</summary>
public readonly record struct SeekerId(long Value)
{
    public static SeekerId New() => new(System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 21) * (1L << 31) + System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) + 1);

    public override string ToString() => Value.ToString();
}

/// <summary>One stay in the queue.</summary>
public readonly record struct TicketId(Guid Value)
{
    public override string ToString() => Value.ToString("N");
}

/// <summary>Two who were brought together. Its text with hyphens is what wires call the session.</summary>
public readonly record struct MatchId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
