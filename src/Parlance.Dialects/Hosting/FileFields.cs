namespace Parlance.Dialects.Hosting;

/// <summary>Metadata of an endpoint that takes files, for its description: the fields of a form, or the image itself as the body.</summary>
public sealed record FileFields(params IReadOnlyList<string> Names);
