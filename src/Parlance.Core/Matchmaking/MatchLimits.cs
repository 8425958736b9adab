using Parlance.Core.Limits;

namespace Parlance.Core.Matchmaking;

/// <summary>What seekers may do how often, by address, account and device. Safe for concurrent use.</summary>
public sealed class MatchLimits(LimitOptions options, TimeProvider time)
{
    private readonly Pair _joins = new("attempts to find a partner", options.MatchJoinsPerAddress, options.MatchJoinsPerPerson, options.Scale, time);
    private readonly Pair _nexts = new("changes of partner", options.MatchNextsPerAddress, options.MatchNextsPerPerson, options.Scale, time);
    private readonly Pair _texts = new("messages", options.MatchTextsPerAddress, options.MatchTextsPerPerson, options.Scale, time);
    private readonly Pair _signals = new("call signals", options.MatchSignalsPerAddress, options.MatchSignalsPerPerson, options.Scale, time);

    public Refusal? Join(MatchParty who) => _joins.Take(who);

    public Refusal? Next(MatchParty who) => _nexts.Take(who);

    public Refusal? Text(MatchParty who) => _texts.Take(who);

    public Refusal? Signal(MatchParty who) => _signals.Take(who);

    private sealed class Pair(string what, RateLimit perAddress, RateLimit perPerson, double scale, TimeProvider time)
    {
        private readonly RateLimiter _addresses = new(perAddress, scale, time);
        private readonly RateLimiter _people = new(perPerson, scale, time);

        public Refusal? Take(MatchParty who)
        {
            foreach (var identity in who.Identities)
            {
                if (_people.Take(identity, what) is { } refusal)
                    return refusal;
            }

            return _addresses.Take(who.Address, what);
        }
    }
}
