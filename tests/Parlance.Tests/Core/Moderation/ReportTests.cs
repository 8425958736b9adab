using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Moderation;
using Parlance.Storage.Matchmaking;
using Parlance.Storage.Moderation;
using Parlance.Tests.Core.Accounts;
using Parlance.Tests.Core.Conversations;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Moderation;

/// <summary>Who may report whom for what, and what the reviewer is shown.</summary>
public abstract class ReportTests(Engine engine) : ChatTests(engine), IReportWatcher
{
    private readonly List<Report> _watched = [];
    private AccountWorld _world = null!;

    private ReportService Reports { get; set; } = null!;

    private MatchRecords Matches { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _world = new AccountWorld(Accounts, Clock, Bus);
        Matches = new MatchRecords(new SqlMatchStore(Database), new MatchOptions(), Clock, NullLogger<MatchRecords>.Instance);
        Reports = NewReports(scale: 100);
    }

    public override async ValueTask DisposeAsync()
    {
        _world?.Dispose();
        if (Matches is not null)
            await Matches.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public void Reported(Report report) => _watched.Add(report);

    [Fact]
    public async Task An_account_is_reported_once_while_nobody_decided()
    {
        var (ana, ben) = (await Person(), await Person());

        var first = (await Report(ana, About(ben.Id) with { Description = "rude", Session = "any thing" })).Value;
        var again = (await Report(ana, About(ben.Id) with { Description = "still rude" })).Value;

        (first.Reporter.User, first.Subject.User, first.Reason, first.Description, first.Session, first.State)
            .ShouldBe((ana.Id, ben.Id, ReportReason.Harassment, "rude", "any thing", ReportState.Open));
        again.Id.ShouldBe(first.Id);
        _watched.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await Report(ben, About(ana.Id))).Value.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_message_is_reported_with_what_was_said_before_it()
    {
        var (ana, ben) = (await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        for (var i = 1; i <= 7; i++)
            await Post(ana, direct, $"{i}");
        var bad = await Post(ben, direct, "bad");
        await Post(ana, direct, "after");

        var report = (await Report(ana, About(null) with { Message = bad.Id })).Value;
        (await Talk.DeleteAsync(ben.Id, bad.Id)).IsRefused.ShouldBeFalse();

        (report.Subject.User, report.Message, report.Conversation).ShouldBe((ben.Id, bad.Id, direct.Id));
        var evidence = (await new SqlReportStore(Database).FindAsync(report.Id, Cancel))!.Evidence!;
        evidence.Message!.Content.ShouldBe("bad");
        evidence.Before.Select(message => message.Content).ShouldBe(["3", "4", "5", "6", "7"]);
    }

    [Fact]
    public async Task What_one_may_not_see_or_what_does_not_exist_cannot_be_reported()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var (cleared, said) = (await Post(ben, direct, "old"), await Post(ben, direct, "bad"));

        Refused(await Report(carl, About(null) with { Message = said.Id }), RefusalCode.NotFound);
        Refused(await Reports.ReportAsync(About(null) with { Message = said.Id }, new ReporterContext(null, "party", null, null), Cancel), RefusalCode.NotFound);
        Refused(await Report(ana, About(null) with { Message = new MessageId(long.MaxValue) }), RefusalCode.NotFound);
        Refused(await Report(ana, About(new UserId(1L << 50))), RefusalCode.NotFound);
        Refused(await Report(ana, About(null) with { Match = new MatchId(Guid.NewGuid()) }), RefusalCode.NotFound);
        await Rooms.ClearAsync(ana.Id, ConversationRef.Of(direct.Id));
        Refused(await Report(ana, About(null) with { Message = cleared.Id }), RefusalCode.NotFound);
    }

    [Fact]
    public async Task The_other_one_of_a_match_is_reported_by_either_side_with_or_without_an_account()
    {
        var ana = await Person();
        var match = new MatchRecord(
            new MatchId(Guid.NewGuid()), default, MatchParty.Of(ana, "native", "203.0.113.1"), new MatchParty(Unique("anonymous_")) { Device = "phone", Address = "203.0.113.2" }, Clock.GetUtcNow());
        Matches.Put(match); // on its way to the disk

        var byAna = (await Report(ana, About(null) with { Match = match.Id })).Value;
        var byGuest = (await Reports.ReportAsync(About(null) with { Match = match.Id }, new ReporterContext(null, match.Second.Key, "phone", null), Cancel)).Value;

        byAna.Subject.ShouldBe(new ReportParty(null, match.Second.Key, "phone", "203.0.113.2"));
        (byGuest.Subject.User, byGuest.Reporter.Key, byGuest.Evidence!.Match!.Id).ShouldBe((ana.Id, match.Second.Key, match.Id.ToString()));
        Refused(await Report(await Person(), About(null) with { Match = match.Id }), RefusalCode.NotFound);
        Refused(await Reports.ReportAsync(About(null) with { Match = match.Id }, new ReporterContext(null, "anonymous_else", null, null), Cancel), RefusalCode.NotFound);
        (await Report(ana, About(null) with { Match = match.Id })).Value.Id.ShouldBe(byAna.Id);
    }

    [Fact]
    public async Task A_session_that_names_a_match_of_the_two_is_that_match_and_any_other_is_only_kept()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var match = new MatchRecord(new MatchId(Guid.NewGuid()), default, MatchParty.Of(ana, "blink", "203.0.113.1"), MatchParty.Of(ben, "blink", "203.0.113.2"), Clock.GetUtcNow());
        Matches.Put(match); // on its way to the disk

        (await Report(ana, About(ben.Id) with { Session = match.Id.ToString() })).Value.Match.ShouldBe(match.Id);
        (await Report(ana, About(carl.Id) with { Session = match.Id.ToString() })).Value.Match.ShouldBeNull();
        var others = (await Report(carl, About(ben.Id) with { Session = match.Id.ToString() })).Value;
        (others.Match, others.Session).ShouldBe(((MatchId?)null, match.Id.ToString()));
    }

    [Fact]
    public async Task Nobody_reports_themselves_or_somebody_else_than_the_sender()
    {
        var (ana, ben, carl) = (await Person(), await Person(), await Person());
        var direct = (await DirectOf(ana, ben)).Conversation;
        var own = await Post(ana, direct, "mine");

        Refused(await Report(ana, About(ana.Id)), RefusalCode.Invalid);
        Refused(await Report(ana, About(null) with { Message = own.Id }), RefusalCode.Invalid);
        Refused(await Report(ben, About(carl.Id) with { Message = own.Id }), RefusalCode.Invalid);
        (await Report(ben, About(ana.Id) with { Message = own.Id })).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "", "", "reason")]
    [InlineData("filter", "", "", "reason")]
    [InlineData("spam", "half", "", "description")]
    [InlineData("spam", "a\0b", "", "description")]
    [InlineData("spam", "long", "", "description")]
    [InlineData("spam", "", "long", "session_id")]
    [InlineData("spam", "", "a\0", "session_id")]
    public async Task Bad_words_are_named_by_their_field(string? reason, string description, string session, string field)
    {
        var (ana, ben) = (await Person(), await Person());
        var draft = new ReportDraft
        {
            Subject = ben.Id,
            Reason = reason,
            // Half a character does not survive in an attribute.
            Description = description switch { "long" => new string('x', ReportRules.MaxDescription + 1), "half" => "\ud800", _ => description },
            Session = session == "long" ? new string('x', ReportRules.MaxSession + 1) : session,
        };

        (await Report(ana, draft)).Refusal.ShouldNotBeNull().Field.ShouldBe(field);
    }

    [Fact]
    public async Task A_report_about_nothing_is_refused()
    {
        var ana = await Person();
        (await Report(ana, About(null))).Refusal.ShouldBe(ReportRules.AboutNobody);
    }

    [Theory]
    [InlineData(true, false, 10)]
    [InlineData(false, true, 10)]
    [InlineData(false, false, 20)]
    public async Task Reports_are_limited_by_account_device_and_address(bool sameAccount, bool sameDevice, int allowed)
    {
        var reports = NewReports(scale: 1);
        var ben = await Person();
        var ana = await Person();

        for (var i = 0; ; i++)
        {
            var address = IPAddress.Parse(sameAccount || sameDevice ? $"203.0.113.{i}" : "203.0.113.1");
            var reporter = new ReporterContext(sameAccount ? ana : await Person(), null, sameDevice ? "phone" : $"phone {i}", address);
            if ((await reports.ReportAsync(About(ben.Id), reporter, Cancel)).Refusal is not { } refusal)
                continue;
            (refusal.Code, i, refusal.RetryAfter > TimeSpan.Zero).ShouldBe((RefusalCode.RateLimited, allowed, true));
            break;
        }
    }

    private ReportService NewReports(double scale) =>
        new(new SqlReportStore(Database), _world.Accounts, Rooms, Messages, Matches, new ReportLimits(new LimitOptions { Scale = scale }, Clock), [this], Clock);

    private Task<Outcome<Report>> Report(User by, ReportDraft draft) => Reports.ReportAsync(draft, new ReporterContext(by, null, null, null), Cancel);

    private static ReportDraft About(UserId? subject) => new() { Subject = subject, Reason = "harassment" };
}

public sealed class ReportTestsOnSqlite(SqliteEngine engine) : ReportTests(engine), IClassFixture<SqliteEngine>;

public sealed class ReportTestsOnPostgres(PostgresEngine engine) : ReportTests(engine), IClassFixture<PostgresEngine>;
