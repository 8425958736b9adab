namespace Parlance.Dialects.Hosting;

/// <summary>Metadata of an endpoint: optional whole numbers that it reads from the query by itself, for its description.</summary>
public sealed record QueryNumbers(IReadOnlyList<string> Names);
