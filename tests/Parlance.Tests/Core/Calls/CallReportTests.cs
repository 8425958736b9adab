using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Matchmaking;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Calls;

public abstract class CallReportTests(Engine engine) : CallTests(engine)
{
    [Fact]
    public async Task A_call_is_kept_with_how_it_went_for_each()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var (one, two) = (new CallSeats(), new CallSeats());
        var call = (await Start(one, ana, direct)).Call;
        await Join(two, ben, direct);
        await Signal(one, ana, direct, ben.Id);
        await Report(ana, call.Id, r => r with { Stage = CallStages.Connected, Local = CandidateType.Host, Remote = CandidateType.Relay, Setup = TimeSpan.FromMilliseconds(840) });
        await Report(ana, call.Id, r => r with { Local = CandidateType.Relay, Ended = "hung_up" });
        Clock.Advance(TimeSpan.FromSeconds(7));
        await Calls.LeaveAsync(two, ben, ConversationRef.Of(direct.Id), null);
        await Eventually.Holds(() => one.In(direct.Id).Any() ? "still seated" : null);
        await Recorder.SettledAsync();

        var kept = await RecordOf(call.Id.Value);

        (kept.Kind, kept.Conversation, kept.EndedAt - kept.StartedAt, kept.Ending).ShouldBe((CallRecordKind.Direct, direct.Id, TimeSpan.FromSeconds(7), CallEnding.Left));
        kept.Parties.Single(party => party.User == ana.Id).ShouldBe(CallParty.Of(ana.Id) with
        {
            Stages = CallStages.Answered | CallStages.Signalled | CallStages.Connected,
            Local = CandidateType.Host,
            Remote = CandidateType.Relay,
            Setup = TimeSpan.FromMilliseconds(840),
            Ending = CallEnding.Left,
            Reported = "hung_up",
        });
        kept.Parties.Single(party => party.User == ben.Id).Stages.ShouldBe(CallStages.Invited | CallStages.Answered);
        Setups.Ratio.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_was_in_a_call_may_report_after_it_and_nobody_else()
    {
        var (ana, ben) = (await Person(), await Person());
        var room = await RoomWith(ana, ben);
        var seats = new CallSeats();
        var call = (await Start(seats, ana, room)).Call;
        Refused(await Report(ben, call.Id, r => r with { Stage = CallStages.Connected }), RefusalCode.NotFound);
        Calls.Close(seats);

        (await Report(ana, call.Id, r => r with { Ended = "lost" })).IsRefused.ShouldBeFalse();
        Refused(await Report(ben, call.Id, r => r with { Ended = "lost" }), RefusalCode.NotFound);
        Refused(await Report(ana, CallId.New(Clock.GetUtcNow()), r => r with { Ended = "lost" }), RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_match_is_reported_by_the_two_who_met()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var match = new MatchRecord(new MatchId(Guid.NewGuid()), MatchMode.Video, MatchParty.Of(ana, "native", ""), MatchParty.Of(ben, "blink", ""), Clock.GetUtcNow());
        await new Parlance.Storage.Matchmaking.SqlMatchStore(Database).SaveAsync([match], Cancel);

        (await ReportMatch(ana, match.Id)).IsRefused.ShouldBeFalse();
        Refused(await ReportMatch(carl, match.Id), RefusalCode.NotFound);
        await Recorder.SettledAsync();

        var kept = await RecordOf(match.Id.Value);
        (kept.Kind, kept.Conversation, kept.Parties.Single().User).ShouldBe((CallRecordKind.Match, null, ana.Id));
    }

    [Fact]
    public async Task A_report_says_something_that_can_be()
    {
        var ana = await Person();
        var id = CallId.New(Clock.GetUtcNow());

        Refused(await Report(ana, id, r => r), RefusalCode.Invalid);
        Refused(await Report(ana, id, r => r with { Match = Guid.NewGuid(), Ended = "lost" }), RefusalCode.Invalid);
        Refused(await Report(ana, id, r => r with { Call = null, Ended = "lost" }), RefusalCode.Invalid);
        Refused(await Report(ana, id, r => r with { Setup = TimeSpan.FromMinutes(11) }), RefusalCode.Invalid);
        Refused(await Report(ana, id, r => r with { Setup = TimeSpan.FromMilliseconds(-1) }), RefusalCode.Invalid);
        Refused(await Report(ana, id, r => r with { Ended = "bored" }), RefusalCode.Invalid);
    }

    [Fact]
    public async Task Records_are_for_admins()
    {
        Refused(await Reports.ListAsync(await Person(role: UserRole.Moderator), long.MaxValue, 5, Cancel), RefusalCode.Forbidden);
        (await Reports.ListAsync(await Person(role: UserRole.Admin), long.MaxValue, 5, Cancel)).IsRefused.ShouldBeFalse();
    }

    private Task<Outcome<bool>> Report(User by, CallId call, Func<CallReport, CallReport> say) => Reports.ReportAsync(by, say(new CallReport(call, null)), Cancel);

    private Task<Outcome<bool>> ReportMatch(User by, MatchId match) => Reports.ReportAsync(by, new CallReport(null, match.Value) { Stage = CallStages.Connected }, Cancel);

    private async Task<CallRecord> RecordOf(Guid id) => (await Records.ListAsync(long.MaxValue, 100, Cancel)).Single(record => record.Id == id);
}

public sealed class CallReportsOnSqlite(SqliteEngine engine) : CallReportTests(engine), IClassFixture<SqliteEngine>;

public sealed class CallReportsOnPostgres(PostgresEngine engine) : CallReportTests(engine), IClassFixture<PostgresEngine>;
