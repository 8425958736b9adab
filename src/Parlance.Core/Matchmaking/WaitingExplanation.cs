namespace Parlance.Core.Matchmaking;

/// <summary>Why somebody waits.</summary>
/// <param name="Waited">So far.</param>
/// <param name="Typical">Half of those matched last in the same mode waited no longer; null when nobody has been matched yet.</param>
/// <param name="GivesUp">Wishes still insisted on, and after how much more waiting each is given up; soonest first.</param>
public sealed record WaitingExplanation(TimeSpan Waited, TimeSpan? Typical, WaitingPicture Picture, IReadOnlyList<(MatchRule Wish, TimeSpan In)> GivesUp);
