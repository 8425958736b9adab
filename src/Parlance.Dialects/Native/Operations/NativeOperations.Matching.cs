using Parlance.Core;
using Parlance.Core.Matchmaking;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    public async Task<Outcome<MatchWhyReply>> MatchWhyAsync(MatchWhyCommand c, CancellationToken cancellationToken)
    {
        if (c.Seeker is not { } seeker)
            return MatchRefusals.NotLooking;
        return (await matchmaker.ExplainAsync(seeker, cancellationToken)).TryGet(out var explanation, out var refusal) ? MatchWhyReply.Of(explanation) : refusal;
    }
}
