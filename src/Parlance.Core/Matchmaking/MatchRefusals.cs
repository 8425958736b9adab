namespace Parlance.Core.Matchmaking;

public static class MatchRefusals
{
    public static readonly Refusal NotInMatch =
        new(RefusalCode.NotFound, "You are in no match.", "Join the queue and wait until somebody is found.");

    public static readonly Refusal NotLooking =
        new(RefusalCode.NotFound, "You are neither waiting nor in a match.", "Join the queue first.");

    public static readonly Refusal InMatch =
        new(RefusalCode.Forbidden, "You are in a match.", "Ask for the next partner, or leave this one first.");
}
