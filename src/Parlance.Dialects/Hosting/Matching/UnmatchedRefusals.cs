using Parlance.Core;
using Parlance.Core.Matchmaking;

namespace Parlance.Dialects.Hosting.Matching;

/// <summary>Searches that ended without a partner, among the refusals.</summary>
public sealed class UnmatchedRefusals(RefusalLog refusals) : IUnmatchedLog
{
    public void Add(MatchParty who, Refusal why) => refusals.Add("match", who.Dialect, "queue", why);
}
