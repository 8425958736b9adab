using System.Text.Json;
using Parlance.Core.Moderation;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>What the webhook is told of a report: who, whom, why and when. What was said, and whence, stays here; a moderator reads it in the queue.</summary>
internal static class ReportNotice
{
    public static byte[] Encode(Report report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "report");
            json.WriteNumber("report", report.Id.Value);
            json.WriteString("reason", report.Reason.ToString().ToLowerInvariant());
            Number("reporter", report.Reporter.User?.Value);
            Number("subject", report.Subject.User?.Value);
            Number("message", report.Message?.Value);
            Number("conversation", report.Conversation?.Value);
            json.WriteString("match", report.Match?.ToString());
            json.WriteNumber("created_at", report.CreatedAt.ToUnixTimeMilliseconds());
            json.WriteEndObject();

            void Number(string name, long? value)
            {
                if (value is { } number)
                    json.WriteNumber(name, number);
                else
                    json.WriteNull(name);
            }
        }

        return buffer.ToArray();
    }
}
