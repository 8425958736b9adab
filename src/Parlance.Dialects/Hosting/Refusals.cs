using Microsoft.AspNetCore.Http;
using Parlance.Core;

namespace Parlance.Dialects.Hosting;

public static class Refusals
{
    public static IResult ToResult(Refusal refusal) => TypedResults.StatusCode(400 + (int)refusal.Code);
}
