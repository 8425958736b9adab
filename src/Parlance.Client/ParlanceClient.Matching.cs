using System.Text.Json;
using Parlance.Client.Wire;

namespace Parlance.Client;

public sealed partial class ParlanceClient
{
    /// <summary>Looks for a random partner: <see cref="Matched"/>, now or later. Whoever waits already waits anew with these wishes.</summary>
    public Task JoinMatchingAsync(MatchWishes? wishes = null, CancellationToken cancellationToken = default)
    {
        var w = wishes ?? new MatchWishes();
        return CallAsync("match_join",
            f => f.With("mode", w.Mode).With("languages", w.Languages).With("country", w.Country).With("countries", w.Countries).With("interests", w.Interests)
                .With("age", w.Age).With("min_age", w.MinAge).With("max_age", w.MaxAge).With("device", w.Device).WithFlag("auto", w.Auto),
            ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);
    }

    /// <summary>Stops waiting, or ends the match.</summary>
    public Task LeaveMatchingAsync(CancellationToken cancellationToken = default) =>
        CallAsync("match_leave", static _ => { }, ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <summary>Ends the match and looks for the next partner at once.</summary>
    public Task NextMatchAsync(CancellationToken cancellationToken = default) =>
        CallAsync("match_next", static _ => { }, ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    public Task SayInMatchAsync(string text, CancellationToken cancellationToken = default) =>
        CallAsync("match_text", f => f.With("text", text), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    /// <param name="payload">Any JSON value; it arrives as it is.</param>
    public Task SignalInMatchAsync(JsonElement payload, CancellationToken cancellationToken = default) =>
        CallAsync("match_signal", f => f.With("payload", payload), ClientJson.Default.EmptyReply, Repeat.Never, cancellationToken);

    public Task<MatchExplanation> WhyNoMatchAsync(CancellationToken cancellationToken = default) =>
        CallAsync("match_why", static _ => { }, ClientJson.Default.MatchExplanation, Repeat.Safe, cancellationToken);
}
