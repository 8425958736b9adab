using System.Text.Json;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>What came back over HTTP.</summary>
/// <param name="Headers">Of the answer and its content; several values of one name are joined with `, `.</param>
public sealed record RoomsAnswer(string Request, int Status, string Text, Dictionary<string, string> Headers)
{
    public JsonElement Json
    {
        get
        {
            using var json = JsonDocument.Parse(Text.Length > 0 ? Text : throw new ShouldAssertException($"{Request}: {Status} without a body"));
            return json.RootElement.Clone();
        }
    }

    /// <summary>Checks that all went well and answers the body.</summary>
    public JsonElement Ok()
    {
        Status.ShouldBe(200, $"{Request}: {Text}");
        return Json;
    }

    /// <summary>Checks the status and that the body says why in the two places where clients look.</summary>
    /// <param name="detail">The exact sentence; null when the contract leaves it open.</param>
    public void ShouldRefuse(int status, string? detail = null)
    {
        Status.ShouldBe(status, $"{Request}: {Text}");
        Json.Text("detail").ShouldNotBeNullOrEmpty(Request);
        Json.Text("message").ShouldBe(Json.Text("detail"), Request);
        if (detail is not null)
            Json.Text("detail").ShouldBe(detail, Request);
    }
}
