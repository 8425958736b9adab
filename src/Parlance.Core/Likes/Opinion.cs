namespace Parlance.Core.Likes;

/// <summary>What one person last said of another.</summary>
public enum Opinion
{
    None = 0,
    Like = 1,
    Skip = 2,
}

/// <summary>Two people who like each other.</summary>
/// <param name="At">When they first did.</param>
/// <param name="IsActive">False once one of them took the like back.</param>
public sealed record PairMatch(long Id, UserId Low, UserId High, DateTimeOffset At, bool IsActive)
{
    public UserId Other(UserId user) => user == Low ? High : Low;
}

/// <summary>What saying something of somebody came to.</summary>
/// <param name="Before">What the same person said before.</param>
/// <param name="Match">With a like that is returned; else null.</param>
/// <param name="IsNew">This call made the match: of two likes at the same moment one does.</param>
/// <param name="IsFirst">And these two were no match ever before.</param>
public sealed record OpinionGiven(Opinion Before, PairMatch? Match, bool IsNew, bool IsFirst);
