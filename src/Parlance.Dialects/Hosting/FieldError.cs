namespace Parlance.Dialects.Hosting;

/// <summary>One thing that is wrong with a request's body, as FastAPI tells it.</summary>
/// <param name="Type">`missing`, `type_error`, `json_invalid`.</param>
/// <param name="Loc">Where: `["body","user_id"]`.</param>
public sealed record FieldError(string Type, IReadOnlyList<string> Loc, string Msg);
