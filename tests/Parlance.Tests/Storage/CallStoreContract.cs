using Parlance.Core;
using Parlance.Core.Calls;
using Parlance.Storage.Calls;

namespace Parlance.Tests.Storage;

public abstract class CallStoreContract(Engine engine) : StoreContract(engine)
{
    private SqlCallStore Calls => new(Database);

    private DateTimeOffset Now => Clock.GetUtcNow();

    [Fact]
    public async Task A_record_is_kept_as_it_was_said_in_whatever_parts_and_order()
    {
        var call = NewCall();
        var (ana, ben) = (SomeUser(), SomeUser());

        await Calls.AddAsync([call with { Parties = [CallParty.Of(ben) with { Stages = CallStages.Invited }] }], Cancel);
        await Calls.AddAsync(
        [
            call with { Parties = [CallParty.Of(ana) with { Stages = CallStages.Answered }, CallParty.Of(ben) with { Stages = CallStages.Answered, Local = CandidateType.Host }] },
            call with { EndedAt = Now.AddMinutes(1), Ending = CallEnding.Left },
            call with { Parties = [CallParty.Of(ben) with { Stages = CallStages.Connected, Remote = CandidateType.Relay, Setup = TimeSpan.FromMilliseconds(840), Reported = "hung_up" }] },
        ], Cancel);

        var kept = (await Calls.ListAsync(long.MaxValue, 100, Cancel)).Single(one => one.Id == call.Id);
        (kept.Kind, kept.Conversation, kept.StartedAt, kept.EndedAt, kept.Ending).ShouldBe((CallRecordKind.Direct, call.Conversation, Now, Now.AddMinutes(1), CallEnding.Left));
        kept.Parties.Single(party => party.User == ana).ShouldBe(CallParty.Of(ana) with { Stages = CallStages.Answered });
        kept.Parties.Single(party => party.User == ben).ShouldBe(CallParty.Of(ben) with
        {
            Stages = CallStages.Invited | CallStages.Answered | CallStages.Connected,
            Local = CandidateType.Host,
            Remote = CandidateType.Relay,
            Setup = TimeSpan.FromMilliseconds(840),
            Reported = "hung_up",
        });
    }

    [Fact]
    public async Task What_was_said_first_stays()
    {
        var call = NewCall();
        var ana = CallParty.Of(SomeUser()) with { Stages = CallStages.Connected, Local = CandidateType.Host, Setup = TimeSpan.FromSeconds(1), Ending = CallEnding.Left, Reported = "hung_up" };
        await Calls.AddAsync([call with { Parties = [ana], EndedAt = Now, Ending = CallEnding.Declined }], Cancel);

        await Calls.AddAsync(
            [call with
            {
                Parties = [ana with { Stages = CallStages.None, Local = CandidateType.Relay, Setup = TimeSpan.FromSeconds(9), Ending = CallEnding.Lost, Reported = "lost" }],
                EndedAt = Now.AddDays(1),
                Ending = CallEnding.Lost,
            }], Cancel);

        var kept = (await Calls.ListAsync(long.MaxValue, 100, Cancel)).Single(one => one.Id == call.Id);
        kept.Parties.ShouldBe([ana]);
        (kept.EndedAt, kept.Ending).ShouldBe((Now, CallEnding.Declined));
    }

    [Fact]
    public async Task A_call_is_found_by_those_who_were_in_it()
    {
        var call = NewCall();
        var ana = SomeUser();
        await Calls.AddAsync([call with { Parties = [CallParty.Of(ana)] }], Cancel);

        (await Calls.FindAsync(call.Id, ana.ToString(), Cancel)).ShouldNotBeNull().Kind.ShouldBe(CallRecordKind.Direct);
        (await Calls.FindAsync(call.Id, SomeUser().ToString(), Cancel)).ShouldBeNull();
        (await Calls.FindAsync(Guid.NewGuid(), ana.ToString(), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest()
    {
        CallRecord[] calls = [NewCall(), NewCall(), NewCall()];
        foreach (var call in calls)
            await Calls.AddAsync([call], Cancel);

        var first = await Calls.ListAsync(long.MaxValue, 2, Cancel);
        var second = await Calls.ListAsync(first[^1].Number, 1, Cancel);

        first.Concat(second).Select(call => call.Id).ShouldBe([calls[2].Id, calls[1].Id, calls[0].Id]);
    }

    [Fact]
    public async Task Old_records_go_with_their_parties_a_slice_at_a_time()
    {
        var old = Now.AddYears(-5);
        CallRecord[] calls = [.. Enumerable.Range(0, 5).Select(i => NewCall() with { StartedAt = old.AddDays(i), Parties = [CallParty.Of(new UserId(7))] })];
        await Calls.AddAsync(calls, Cancel);

        (await Calls.PurgeAsync(old.AddDays(3), 2, Cancel)).ShouldBe(2);
        (await Calls.PurgeAsync(old.AddDays(3), 2, Cancel)).ShouldBe(1);
        (await Calls.PurgeAsync(old.AddDays(3), 2, Cancel)).ShouldBe(0);

        (await Calls.FindAsync(calls[2].Id, "7", Cancel)).ShouldBeNull();
        (await Calls.FindAsync(calls[3].Id, "7", Cancel)).ShouldNotBeNull();
        await Calls.AddAsync([calls[0] with { Parties = [] }], Cancel);
        (await Calls.FindAsync(calls[0].Id, "7", Cancel)).ShouldBeNull();
        await Calls.PurgeAsync(old.AddDays(9), 9, Cancel);
    }

    [Fact]
    public async Task Nodes_that_add_to_the_same_calls_at_once_do_not_wait_for_each_other_for_ever()
    {
        CallRecord[] calls = [.. Enumerable.Range(0, 20).Select(_ => NewCall())];

        await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(() =>
            Calls.AddAsync([.. (i % 2 == 0 ? calls : calls.Reverse()).Select(call => call with { Parties = [CallParty.Of(new UserId(i)), CallParty.Of(new UserId(9))] })], Cancel))));

        (await Calls.ListAsync(long.MaxValue, 100, Cancel)).Where(kept => calls.Any(call => call.Id == kept.Id)).ShouldAllBe(kept => kept.Parties.Count == 5);
    }

    private CallRecord NewCall() => new(Guid.CreateVersion7(Now), CallRecordKind.Direct, new ConversationId(5), Now);
}

public sealed class CallsOnSqlite(SqliteEngine engine) : CallStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class CallsOnPostgres(PostgresEngine engine) : CallStoreContract(engine), IClassFixture<PostgresEngine>;
