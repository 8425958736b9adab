using Parlance.Core;
using Parlance.Core.Moderation;
using Parlance.Storage.Moderation;

namespace Parlance.Tests.Storage;

/// <summary>Reports and the audit log.</summary>
public abstract class ReportStoreContract(Engine engine) : StoreContract(engine)
{
    private SqlReportStore Reports => new(Database);

    private SqlAuditLog Audit => new(Database);

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    [Fact]
    public async Task A_report_is_read_as_it_was_written()
    {
        var report = ReportOf(SomeUser(), SomeUser()) with
        {
            Reporter = new ReportParty(null, "party-1"),
            Subject = new ReportParty(SomeUser(), "party-2", "device-2", "203.0.113.9"),
            Reason = ReportReason.Underage,
            Description = "says: \"13\"\n",
            Match = new MatchId(Guid.NewGuid()),
            Message = new MessageId(7),
            Conversation = new ConversationId(8),
            Session = "what the page called it",
            Evidence = new ReportEvidence
            {
                Message = new EvidenceMessage(7, 3, "Ben", "text", "höhö", ["/media/a.png"], 12),
                Match = new EvidenceMatch("m", 1, null, null, 4),
            },
        };

        var (kept, isNew) = await Reports.AddAsync(report, Cancel);

        isNew.ShouldBeTrue();
        var read = (await Reports.FindAsync(kept.Id, Cancel)).ShouldNotBeNull();
        (read with { Evidence = null }).ShouldBe(report with { Id = kept.Id, Evidence = null });
        (read.Evidence!.Message!.Content, read.Evidence.Match).ShouldBe(("höhö", report.Evidence.Match));
        read.Evidence.Message.Attachments.ShouldBe(["/media/a.png"]);
    }

    [Fact]
    public async Task The_same_is_reported_once_while_it_is_open()
    {
        var report = ReportOf(SomeUser(), SomeUser());
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Reports.AddAsync(report, Cancel)));
        made.Count(one => one.IsNew).ShouldBe(1);
        made.Select(one => one.Report.Id).Distinct().Count().ShouldBe(1);

        var other = await Reports.AddAsync(report with { Message = new MessageId(5) }, Cancel);
        other.IsNew.ShouldBeTrue();
        await Decide(made[0].Report.Id, ReportState.Dismissed);
        (await Reports.AddAsync(report, Cancel)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task A_report_is_decided_once_and_what_was_done_is_on_record()
    {
        var (reporter, subject, moderator) = (SomeUser(), SomeUser(), SomeUser());
        var id = (await Reports.AddAsync(ReportOf(reporter, subject), Cancel)).Report.Id;

        var decided = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Decide(id, ReportState.Upheld, moderator, subject)))).OfType<Report>().ShouldHaveSingleItem();

        (decided.State, decided.DecidedBy, decided.DecidedAt, decided.Note).ShouldBe((ReportState.Upheld, (UserId?)moderator, Now, "clear"));
        (await Decide(new ReportId(long.MaxValue), ReportState.Upheld)).ShouldBeNull();
        var entry = (await Audit.AboutAsync(subject, 9, Cancel)).ShouldHaveSingleItem();
        (entry.Actor, entry.Action, entry.Reason, entry.Details["state"]).ShouldBe((moderator, AuditActions.DecideReport, "clear", "upheld"));
        (await Audit.ListAsync(entry.Id + 1, 1, Cancel)).ShouldHaveSingleItem().Id.ShouldBe(entry.Id);
        (await Audit.ListAsync(entry.Id, 9, Cancel)).ShouldNotContain(older => older.Id == entry.Id);
    }

    [Fact]
    public async Task The_queue_is_read_in_pages_newest_first_by_state_and_by_subject()
    {
        var subject = SomeUser();
        var ids = new List<ReportId>();
        for (var i = 0; i < 3; i++)
            ids.Add((await Reports.AddAsync(ReportOf(SomeUser(), subject), Cancel)).Report.Id);
        await Decide(ids[1], ReportState.Dismissed);

        (await Reports.AboutAsync(subject, 9, Cancel)).Select(report => report.Id).ShouldBe([ids[2], ids[1], ids[0]]);
        (await Reports.ListAsync(null, ids[2].Value, 2, Cancel)).Select(report => report.Id).ShouldBe([ids[1], ids[0]]);
        (await Reports.ListAsync(ReportState.Open, ids[2].Value, 1, Cancel)).Select(report => report.Id).ShouldBe([ids[0]]);
        (await Reports.ListAsync(ReportState.Dismissed, ids[2].Value, 1, Cancel)).Select(report => report.Id).ShouldBe([ids[1]]);
    }

    private Report ReportOf(UserId reporter, UserId subject) => new()
    {
        Id = default,
        Reporter = new ReportParty(reporter),
        Subject = new ReportParty(subject),
        Reason = ReportReason.Spam,
        Description = "",
        CreatedAt = Now,
    };

    private Task<Report?> Decide(ReportId id, ReportState state, UserId? by = null, UserId? subject = null) =>
        Reports.DecideAsync(id, state, by ?? new UserId(1), "clear", new AuditEntry
        {
            At = Now,
            Actor = by,
            Action = AuditActions.DecideReport,
            Subject = subject,
            Target = $"report:{id}",
            Reason = "clear",
            Details = new Dictionary<string, string> { ["state"] = state == ReportState.Upheld ? "upheld" : "dismissed" },
        }, Cancel);
}

public sealed class ReportsOnSqlite(SqliteEngine engine) : ReportStoreContract(engine), IClassFixture<SqliteEngine>;

public sealed class ReportsOnPostgres(PostgresEngine engine) : ReportStoreContract(engine), IClassFixture<PostgresEngine>;
