using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parlance.Core;
using Parlance.Core.Moderation;
using Parlance.Dialects.Blink.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Dialects.Blink.Endpoints;

/// <summary>Reporting somebody one was matched with, who has an account.</summary>
internal static class ReportEndpoints
{
    private const string Subject = "reported_user";
    private static readonly string[] Reasons = ["inappropriate", "harassment", "spam", "underage", "other"];

    public static void MapReports(this IEndpointRouteBuilder api) =>
        api.MapPost("/reports", ReportAsync).Describe("Blink: reports", "Tell the moderators about somebody.")
            .TakesFields<ReportRequest>().Produces<ReportAnswer>(201).Denies(400, 401, 403, 413, 415, 429, 503).RequireToken(BlinkDialect.Errors);

    private static async Task<IResult> ReportAsync(HttpContext http, ReportService reports, CancellationToken cancellationToken)
    {
        if (!(await DjangoBody.ReadAsync(http, BlinkDialect.Errors)).TryGet(out var body, out var refusal))
            return BlinkDialect.Errors.Of(refusal);
        var subject = body.Integer(Subject);
        var draft = new ReportDraft
        {
            Reason = body.Choice("reason", Reasons),
            Description = body.Text("description", ReportRules.MaxDescription) ?? "",
            Session = body.Text("session_id", ReportRules.MaxSession) ?? "",
        };
        if (subject is <= 0 or >= 1L << 53)
            body.Refuse(Subject, NoSuchUser(body, subject));
        if (body.Refused is { } refused)
            return refused;

        var reporter = new ReporterContext(http.Identity().User, PartyKey: null, Device: null, http.Connection.RemoteIpAddress);
        if ((await reports.ReportAsync(draft with { Subject = new UserId(subject!.Value) }, reporter, cancellationToken)).TryGet(out var report, out refusal))
            return TypedResults.Json(
                new ReportAnswer(report.Id.Value, subject.Value, draft.Reason!, draft.Description, draft.Session, DjangoTime.Of(report.CreatedAt)),
                BlinkJson.Default.ReportAnswer, statusCode: StatusCodes.Status201Created);
        if (refusal == ReportRules.NotOneself)
            return BlinkDialect.Errors.Fields((Subject, "You cannot report yourself."));
        return refusal.Code == RefusalCode.NotFound ? BlinkDialect.Errors.Fields((Subject, NoSuchUser(body, subject))) : BlinkDialect.Errors.Of(refusal);
    }

    private static string NoSuchUser(DjangoBody body, long? id) => DjangoWords.About(body.Words.NoSuchKey, id!.Value);
}
